"""Mixes drawn for training."""

from __future__ import annotations

import numpy as np

from bridge.analysis.mel import FLOOR
from models.activity.clips import LABELS
from models.activity.data.pool import Pool
from models.activity.network.mixer import MOST, Mixer


def test_the_same_seed_draws_the_same_and_another_does_not(pool: Pool) -> None:
    mixer = Mixer(pool)
    one, same, other = (mixer.draw(np.random.default_rng(seed), 4)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_from_none_to_six_instruments_sound_in_a_mix(pool: Pool) -> None:
    frames, truth = Mixer(pool).draw(np.random.default_rng(0), 400)
    counts = np.bincount(truth.sum(1).astype(int), minlength=MOST)
    assert len(counts) == MOST
    assert (counts > 0).all()
    assert truth.sum(0).min() > 20
    assert np.isfinite(frames).all()
    assert frames.min() > np.log10(FLOOR) - 1e-3


def test_a_mix_has_the_power_of_what_is_in_it(pool: Pool) -> None:
    frames, truth = Mixer(pool).draw(np.random.default_rng(0), 300)
    alone = {
        i: pool.frames[pool.label == i].astype(np.float32).mean((0, 1)).argmax() for i in range(len(LABELS))
    }
    for mix, told in zip(frames, truth, strict=True):
        if told.sum() == 1:
            band = alone[int(told.argmax())]
            around = mix.mean(0)[max(0, band - 2) : band + 3].max()
            assert around > mix.mean(0).max() - 2.5


def test_clips_in_which_a_stem_hardly_sounds_are_not_drawn(pool: Pool) -> None:
    faint = Pool(pool.frames, pool.label, np.where(pool.label == 3, 0.1, pool.share), pool.stem, pool.sources)
    assert not Mixer(faint).draw(np.random.default_rng(0), 200)[1][:, 3].any()
