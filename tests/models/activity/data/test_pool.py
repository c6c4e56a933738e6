"""Stems become clips and mixes that are labelled by what sounds."""

from __future__ import annotations

import numpy as np

from bridge.types import RATE
from models.activity.clips import LABELS
from models.activity.data.envelope import confidence, shares
from models.activity.data.instruments import OTHER
from models.activity.data.pool import pooled, scenes
from models.activity.data.stems import Stem

RNG = np.random.default_rng(5)


def stem(label: str, until: float) -> Stem:
    sound = RNG.normal(0, 0.1, 6 * RATE).astype(np.float32)
    sound[round(until * RATE) :] = 0
    return Stem(label, "made up", sound)


def test_each_clip_of_a_stem_knows_its_label_and_if_it_sounds() -> None:
    made = pooled([stem("flute", 3.0), stem(OTHER, 6.0)])
    assert made.frames.shape == (10, 43, 80)
    assert made.label.tolist() == [LABELS.index("flute")] * 5 + [-1] * 5
    assert made.stem.tolist() == [0] * 5 + [1] * 5
    assert made.share[:3].min() > 0.9
    assert made.share[3:5].max() < 0.1
    assert made.sources[0] == "flute: made up"


def test_a_mix_is_labelled_with_what_sounds_in_it_and_with_no_stranger() -> None:
    flute, other = stem("flute", 3.0), stem(OTHER, 6.0)
    made = scenes([flute, other], np.random.default_rng(0), count=40)
    index = LABELS.index("flute")
    told = shares(confidence(flute.sound), len(flute.sound)) >= 0.1
    assert made.frames.shape == (40, 5, 43, 80)
    assert not np.delete(made.truth, index, axis=2).any()
    played = made.truth[..., index].any(1)
    assert 0 < played.sum() < 40
    assert (made.truth[played][..., index] == told).all()
