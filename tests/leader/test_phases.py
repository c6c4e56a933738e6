"""Phases find who corrects towards whom, even when the two never play at the same moment."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.leader.columns import every_column
from bridge.leader.history import Onsets
from bridge.leader.parts import PARTS
from bridge.leader.phases import REACH, Phases
from bridge.types import Reading
from tests.leader.conftest import frames_of

COLUMNS = every_column(PARTS)


def apart(gain: float, place: float, seconds: float = 120.0) -> list[Reading]:
    """A free player on the beats and a follower who plays ``place`` of a beat after his own, at 120 BPM."""
    rng = np.random.default_rng(4)
    free, follower, readings = 0.5, 0.5, []
    while free < seconds:
        after = follower + 0.5 * place
        readings += [
            Reading("free", "onset", free, free + 0.05, 0.5),
            Reading("follower", "onset", after, after + 0.05, 0.5),
        ]
        step_free, step_follower = 0.5 + rng.normal(0, 0.012, 2)
        follower += step_follower - gain * (follower - free)
        free += step_free
    return sorted(readings, key=lambda r: r.arrived)


@pytest.mark.parametrize("place", [0.0, 0.5])
def test_who_follows_is_seen_on_the_beat_and_off_it(place: float) -> None:
    last = frames_of(("free", "follower"), apart(0.4, place), 1200)[400:]
    gain = COLUMNS.pair.index("phase.gain_slow")
    towards = np.mean([frame.pair[1, 0, gain] for frame in last])
    back = np.mean([frame.pair[0, 1, gain] for frame in last])
    assert towards > back + 0.1


@pytest.mark.parametrize("place", [0.0, 0.5])
def test_the_one_followed_is_the_likely_leader(place: float) -> None:
    last = frames_of(("free", "follower"), apart(0.4, place), 1200)[400:]
    column = COLUMNS.bus.index("phase.steady")
    posterior = np.mean([frame.bus[:, column] for frame in last], axis=0)
    assert posterior[0] > posterior[1] + 0.2


def onsets(*found: tuple[int, float]) -> Onsets:
    bus, t = zip(*found, strict=True)
    return Onsets(np.array(bus), np.array(t), np.ones(len(bus)))


def test_a_first_onset_deviates_from_nothing() -> None:
    assert len(Phases(2).update(onsets((0, 1.0), (1, 1.01)), 0.5).bus) == 0


def test_a_note_that_comes_late_has_a_late_phase() -> None:
    phases = Phases(1)
    for beat in range(8):
        phases.update(onsets((0, 0.5 * beat)), 0.5)
    late = phases.update(onsets((0, 4.0 + 0.02)), 0.5)
    assert late.deviation[0] == pytest.approx(0.04, rel=0.2)


def test_a_leap_is_cut_to_what_may_be_believed() -> None:
    phases = Phases(1)
    for beat in range(8):
        phases.update(onsets((0, 0.5 * beat)), 0.5)
    assert abs(phases.update(onsets((0, 4.0 + 0.049)), 0.5).deviation[0]) <= REACH


def test_a_note_two_periods_after_the_last_is_chained_to_it() -> None:
    phases = Phases(2)
    for beat in range(8):
        phases.update(onsets((0, 0.5 * beat)), 0.5)
        if beat % 2 == 0:
            phases.update(onsets((1, 0.5 * beat + 0.001)), 0.5)
    found = phases.update(onsets((1, 4.001)), 0.5)
    assert found.bus.tolist() == [1]
    assert found.together[0, 0]


def test_nothing_heard_leaves_nothing() -> None:
    nothing = Onsets(np.zeros(0, np.intp), np.zeros(0), np.zeros(0))
    assert len(Phases(3).update(nothing, 0.5).bus) == 0


def test_notes_of_one_moment_may_come_in_any_order() -> None:
    rng = np.random.default_rng(6)
    beats = [0.5 * beat + np.array([0.0, 0.0, rng.normal(0.0, 0.01)]) for beat in range(20)]
    here, there, order = Phases(3), Phases(3), np.array([1, 2, 0])
    for times in beats:
        one, two = (
            phases.update(onsets(*sorted(enumerate(heard.tolist()), key=lambda note: note[1])), 0.5)
            for phases, heard in ((here, times), (there, times[order]))
        )
        for bus, apart in zip(two.bus, two.asynchrony, strict=True):
            same = one.asynchrony[one.bus == order[bus]][0]
            np.testing.assert_allclose(apart, same[order], atol=1e-12)
