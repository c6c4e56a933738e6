import numpy as np
import pytest

from bridge.analysis.mel import Clips, Mel
from bridge.types import HOP, RATE, Block

MEL, LENGTH = Mel(40), 43
NOISE = np.random.default_rng(1).normal(0.0, 0.1, 6 * RATE).astype(np.float32)


def clips(sound, step=HOP, first=0, lost=()):
    """What a listener gets from ``first`` on, in blocks of ``step`` samples, some ``lost``."""
    listener = Clips(MEL, LENGTH)
    starts = [start for start in range(first, len(sound) - step + 1, step) if start not in lost]
    return [
        c for start in starts for c in listener.push(Block("a", start, RATE, sound[start : start + step]))
    ]


def sine(hertz, level=1.0):
    return (level * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)).astype(np.float32)


def test_a_clip_follows_the_other_without_a_gap():
    found = clips(NOISE)
    assert [round(c.t * RATE / 1024) for c in found] == [0, 43, 86, 129, 172]
    assert all(c.frames.shape == (LENGTH, 40) for c in found)
    assert found[0].end == pytest.approx((42 * 1024 + 2048) / RATE)


@pytest.mark.parametrize("step", [HOP, 16 * HOP, 100 * HOP])
def test_how_much_comes_at_once_changes_no_bit(step):
    for one, other in zip(clips(NOISE), clips(NOISE, step), strict=False):
        assert one.t == other.t
        assert np.array_equal(one.frames, other.frames)


def test_who_begins_late_hears_the_same_clips():
    late = clips(NOISE, first=101 * HOP)
    assert late[0].t == clips(NOISE)[2].t
    assert np.array_equal(late[0].frames, clips(NOISE)[2].frames)


def test_a_clip_has_no_lost_sound_in_it():
    found = clips(NOISE, lost={100 * HOP})
    assert [round(c.t * RATE / 1024) for c in found] == [0, 86, 129, 172]


def test_a_tone_is_loudest_in_the_band_that_it_lies_in_and_ten_decibels_are_one():
    loud, soft = MEL.frames(sine(1000.0)), MEL.frames(sine(1000.0, 10 ** (-10 / 20)))
    assert np.argmax(loud[10]) == np.argmax(soft[10]) < np.argmax(MEL.frames(sine(3000.0))[10])
    assert loud[10].max() - soft[10].max() == pytest.approx(1.0, abs=1e-3)
    assert abs(loud[10].max()) < 0.2


def test_silence_is_a_number():
    assert MEL.frames(np.zeros(RATE, np.float32)) == pytest.approx(-10.0)


def test_less_sound_than_a_window_makes_no_frame():
    assert MEL.frames(NOISE[:2047]).shape == (0, 40)
