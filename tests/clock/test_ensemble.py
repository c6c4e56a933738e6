"""When the beat is locked: not before the model is sure, but not never."""

import numpy as np

from bridge.clock.ensemble import Ensemble
from bridge.clock.settings import ClockSettings
from bridge.types import TICK, Choice, Reading

SHARES = {"drums": 1.0}


def locked_after(said, sure, seconds=12.0, prior=0.0):
    """Seconds until the ensemble locks onto beats at 120 BPM when the model says ``said(t)``, ``sure`` of it,
    and at what tempo; a person has said ``prior`` BPM."""
    ensemble = Ensemble(("drums",), ClockSettings(prior_bpm=prior))
    beats = iter(np.arange(0.1, seconds, 0.5))
    beat = next(beats)
    for tick in range(1, round(seconds / TICK)):
        t = tick * TICK
        if beat < t:
            ensemble.hear(Reading("drums", "onset", beat, beat + 0.02, 1.0, 1.0))
            beat = next(beats)
        ensemble.choose(Choice(t, None, said(t) if t > 1.5 else 0.0, sure, 0.0, SHARES, 0.0))
        if ensemble.tracker is not None:
            return t, ensemble.tracker.bpm
    return None


def test_a_model_that_is_sure_is_locked_onto_within_four_seconds():
    t, bpm = locked_after(lambda t: 120.0, 0.9)
    assert t < 4.0
    assert round(bpm) == 120


def test_a_model_that_is_unsure_is_waited_for_but_not_forever():
    t, _ = locked_after(lambda t: 120.0, 0.4)
    assert Ensemble.PATIENCE < t < Ensemble.PATIENCE + 1.0


def test_an_unsure_model_is_locked_onto_within_four_seconds_when_somebody_said_what_tempo_comes():
    t, bpm = locked_after(lambda t: 120.0, 0.45, prior=118.0)
    assert t < 4.0
    assert round(bpm) == 120


def test_a_model_that_knows_next_to_nothing_is_waited_for_even_then():
    t, _ = locked_after(lambda t: 120.0, 0.2, prior=118.0)
    assert Ensemble.TOLD[1] < t < Ensemble.TOLD[1] + 1.0


def test_a_model_that_changes_its_mind_is_locked_onto_when_it_has_made_it_up():
    _, bpm = locked_after(lambda t: 60.0 if t < 2.4 else 120.0, 0.9)
    assert round(bpm) == 120
