"""Half a minute of a tune, as sound."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bridge.types import RATE
from models.material.ballroom import piece
from models.material.excerpt import SECONDS, excerpt, repeated
from models.material.tunes import Tune


def _for_the_test() -> Tune:
    return next(tune for number in range(50) if (tune := piece("rumba", number)).use == "test")


def test_a_short_tune_goes_on_from_bar_to_bar() -> None:
    tune = piece("slow_waltz", 0)
    short = replace(tune, bars=tune.bars[:9])
    longer = repeated(short)
    np.testing.assert_allclose(np.diff(longer.bars), short.bars[1] - short.bars[0])
    assert longer.bars[-1] >= 2 * SECONDS
    span = short.bars[-1] - short.bars[0]
    first = [n.start for n in longer.parts["chords"] if n.start < span - 0.1]
    second = [n.start - span for n in longer.parts["chords"] if span - 0.1 < n.start < 2 * span - 0.1]
    np.testing.assert_allclose(first, second)


def test_an_excerpt_sounds_all_the_while_and_its_takes_differ() -> None:
    tune = _for_the_test()
    sound = excerpt(tune, 0)
    seconds = np.sqrt((sound.reshape(-1, RATE) ** 2).mean(1))
    assert sound.shape == (round(SECONDS * RATE),)
    assert seconds.min() > 1e-4
    np.testing.assert_array_equal(sound, excerpt(tune, 0))
    assert not np.allclose(sound, excerpt(tune, 1))
