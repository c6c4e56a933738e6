"""Who plays with the clock, who is driven by it, and who drives it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.doctor.own_beat import fit, judge_own_beat, onset_times
from tests.doctor.sounds import RATE, SECONDS, drum, heard, sine

FILE = Path("gig.toml")
STEADY = np.arange(0.0, SECONDS, 60 / 120 / 24)
PHASE = np.cumsum(np.full(len(STEADY), 60 / 120 / 24) * (1 + 0.04 * np.sin(np.arange(len(STEADY)) / 15)))
MOVING = PHASE[PHASE < SECONDS]
"""Clocks that sway by four per cent, as those that follow people do."""


def played(clocks: np.ndarray, sd: float, seed: int, late: float = 0.013) -> np.ndarray:
    """Seconds of somebody who plays eighths to ``clocks``."""
    beats = clocks[6::12]
    return np.sort(beats + late + np.random.default_rng(seed).normal(0, sd, len(beats)))


def verdicts(clocks: np.ndarray, **buses: np.ndarray) -> dict[str, str]:
    return {f.check: f.verdict for f in judge_own_beat(heard(clocks, **buses), [], FILE)}


def test_a_bus_that_makes_all_movements_of_the_clock_is_named_with_what_to_write():
    human, machine = drum(60, played(MOVING, 0.015, 1), 1), drum(190, played(MOVING, 0.0003, 2), 2)
    (finding,) = judge_own_beat(heard(MOVING, kick=human, keys=machine), [], FILE)
    assert (finding.check, finding.verdict) == ("own beat: keys", "warn")
    assert 'machine = true below name = "keys"' in finding.fix
    assert "gig.toml" in finding.fix


def test_a_bus_that_is_known_to_be_a_machine_is_not():
    machine = drum(190, played(MOVING, 0.0003, 2), 2)
    (finding,) = judge_own_beat(heard(MOVING, keys=machine), ["keys"], FILE)
    assert finding.verdict == "ok"


def test_people_are_not_machines():
    buses = {f"b{seed}": drum(190, played(MOVING, 0.012, seed), seed) for seed in range(4)}
    assert verdicts(MOVING, **buses) == {"own beat": "ok"}


def test_at_a_tempo_that_does_not_move_a_click_and_the_own_beat_cannot_be_told_apart():
    machine = drum(190, played(STEADY, 0.0003, 2), 2)
    (finding,) = judge_own_beat(heard(STEADY, keys=machine), [], FILE)
    assert finding.verdict == "unknown"
    assert "backing track" in finding.found


def test_a_click_that_leads_is_not_the_own_beat_though_the_clock_keeps_to_it():
    straight = np.arange(0.1, SECONDS, 0.25)
    assert not fit(straight, STEADY + 0.0005 * np.sin(np.arange(len(STEADY)))).driven


def test_without_a_clock_it_cannot_be_judged():
    assert verdicts(np.zeros(0), kick=drum(60, played(STEADY, 0.0, 1), 1)) == {"own beat": "unknown"}


@pytest.mark.parametrize("sound", [np.zeros(RATE), sine(100), np.full(RATE, 0.5)])
def test_of_silence_a_long_note_and_a_constant_voltage_nothing_is_said(sound):
    assert verdicts(MOVING, kick=sound) == {"own beat": "ok"}


@settings(max_examples=50, deadline=None)
@given(late=st.floats(0.0, 0.03), sd=st.floats(0.0, 0.001), seed=st.integers(0, 99))
def test_how_late_a_machine_is_makes_no_difference(late, sd, seed):
    assert fit(played(MOVING, sd, seed, late), MOVING).tight


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(0, 40))
def test_onsets_anywhere_are_not_tight(seed, count):
    onsets = np.sort(np.random.default_rng(seed).uniform(0, SECONDS, count))
    assert not fit(onsets, MOVING).tight


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), sd=st.floats(0.0045, 0.03))
def test_nobody_who_plays_is_tight(seed, sd):
    assert not fit(played(MOVING, sd, seed), MOVING).driven


def test_how_close_is_measured_in_seconds():
    beats = STEADY[6:-6:12]
    onsets = beats + 0.01 + 0.001 * (-1.0) ** np.arange(len(beats))
    assert fit(onsets, STEADY).clock == pytest.approx(0.001, rel=0.01)


def test_some_notes_that_are_played_besides_hide_no_machine():
    driven = played(MOVING, 0.0003, 1)
    hits = np.random.default_rng(2).uniform(0, SECONDS, len(driven) // 4)
    assert fit(np.sort(np.append(driven, hits)), MOVING).driven


def test_clocks_that_were_lost_hide_no_machine():
    driven = played(MOVING, 0.0003, 1)
    assert fit(driven, np.delete(MOVING, slice(50, 70))).driven


def test_a_few_notes_are_not_judged():
    assert not fit(played(MOVING, 0.0, 1)[:7], MOVING).tight


def test_the_ears_of_the_bridge_hear_when_notes_begin():
    at = np.array([0.5, 1.0, 1.7])
    (bus,) = heard(kick=drum(190, at, 3)).sounds
    assert onset_times(bus, RATE) == pytest.approx(at, abs=0.003)
