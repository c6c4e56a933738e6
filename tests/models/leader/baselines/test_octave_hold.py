"""A tempo that follows, and does not jump."""

from __future__ import annotations

import pytest

from models.leader.baselines.octave_hold import OctaveHold


def follow(hold: OctaveHold, start: float, seconds: float, bpm: float) -> list[float]:
    return [hold.follow(start + tick / 10, bpm) for tick in range(int(seconds * 10))]


def test_the_first_tempo_is_believed() -> None:
    assert OctaveHold().follow(0.0, 120.0) == 120.0


def test_a_glide_is_followed_at_once() -> None:
    hold = OctaveHold()
    tempi = [100.0 * 1.01**i for i in range(50)]
    assert [hold.follow(i / 10, bpm) for i, bpm in enumerate(tempi)] == tempi


@pytest.mark.parametrize("factor", [0.5, 2.0, 3.0, 1.5, 2 / 3])
def test_another_metrical_level_must_last(factor: float) -> None:
    hold = OctaveHold()
    follow(hold, 0.0, 3.0, 120.0)
    assert set(follow(hold, 3.0, 1.4, 120.0 * factor)) == {120.0}
    assert follow(hold, 4.4, 1.0, 120.0 * factor)[-1] == 120.0 * factor


def test_a_step_of_the_tempo_is_believed_sooner() -> None:
    hold = OctaveHold()
    follow(hold, 0.0, 3.0, 120.0)
    assert follow(hold, 3.0, 0.6, 144.0)[-1] == 144.0


def test_an_unknown_tempo_keeps_the_last() -> None:
    hold = OctaveHold()
    hold.follow(0.0, 97.0)
    assert hold.follow(0.1, 0.0) == 97.0


def test_a_wrong_tempo_is_left_even_for_one_that_wavers() -> None:
    hold = OctaveHold()
    hold.follow(0.0, 120.0)
    heard = [hold.follow(0.1 * tick, 90.0 if tick % 2 else 180.0) for tick in range(1, 40)]
    assert heard[-1] in (90.0, 180.0)


def test_a_level_heard_now_and_then_is_kept() -> None:
    hold = OctaveHold()
    hold.follow(0.0, 120.0)
    assert {hold.follow(0.1 * tick, 60.0 if tick % 10 else 120.0) for tick in range(1, 100)} == {120.0}
