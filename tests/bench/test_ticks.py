"""Clocks are judged by the clock's own words."""

import numpy as np
import pytest
import ticks

from bridge.outputs.cycle_log import Cycle
from bridge.types import PPQN, Timeline

RATE, PERIOD = 48_000, 512


def cycles(count, line):
    ends = [(100.0 + k * PERIOD / RATE, 100.0 + (k + 1) * PERIOD / RATE) for k in range(count)]
    return [Cycle(7000 + k * PERIOD, PERIOD, *pair, line) for k, pair in enumerate(ends)]


def frames(line, count):
    """Where the clocks fall, to the frame."""
    return [7000 + int((line.time_at(n / PPQN) - 100.0) * RATE) for n in range(1, count)]


def test_clocks_in_their_frames_have_no_error():
    line = Timeline(113.0, 0.0, 100.0)
    judged = ticks.by_log(frames(line, 90), cycles(300, line))
    assert (judged.errors.max(), judged.missing, judged.twice) == (0, 0, 0)


@pytest.mark.parametrize("late", [1, 30])
def test_a_clock_that_is_late_is_late_by_so_many_frames(late):
    line = Timeline(113.0, 0.0, 100.0)
    heard = frames(line, 90)
    heard[40] += late
    assert sorted(ticks.by_log(heard, cycles(300, line)).errors)[-2:] == [0, late]


def test_a_lost_and_a_doubled_clock_are_counted_and_no_error_of_the_others():
    line = Timeline(119.0, 0.0, 100.0)
    heard = frames(line, 90)
    heard.insert(20, heard[20])
    del heard[50]
    judged = ticks.by_log(heard, cycles(300, line))
    assert (judged.missing, judged.twice, judged.errors.max()) == (1, 1, 0)


def test_a_straight_line_judges_a_clock_that_says_nothing():
    heard = 5 + 1000 * np.arange(100)
    judged = ticks.by_line([*heard[:60], *heard[61:]], 1000)
    assert (judged.missing, judged.twice) == (1, 0)
    assert judged.errors.max() < 1e-6
