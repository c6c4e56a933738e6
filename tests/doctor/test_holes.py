"""Torn sound is told from rests, silence and sounds that die away."""

from __future__ import annotations

import numpy as np

from bridge.audio.demo import DemoBand
from bridge.doctor.heard import Heard, Sound
from bridge.doctor.holes import MANY, judge_holes
from tests.doctor.sounds import RATE, N, drum, heard, noise, sine

BEATS = np.arange(0.2, 4.0, 0.5)
KICK, SNARE = drum(60, BEATS, 1), drum(190, BEATS, 2, hiss=0.0)
PERIOD = 512


def torn(samples, every=4):
    """The same, but that a device has lost each fourth period."""
    out = samples.copy()
    for first in range(0, len(out), every * PERIOD):
        out[first : first + PERIOD] = 0
    return out


def verdicts(*findings):
    return {finding.check: finding.verdict for finding in findings}


def test_lost_periods_are_found_and_the_settings_named():
    (finding,) = judge_holes(heard(bass=torn(sine(110)), kick=torn(KICK)))
    assert (finding.check, finding.verdict) == ("torn sound", "warn")
    assert finding.found.startswith("all buses break off at once 23.")
    assert "audio.period" in finding.fix


def test_one_track_that_breaks_off_while_another_goes_on_is_music():
    assert verdicts(*judge_holes(heard(bass=torn(sine(110)), guitar=noise(0.01)))) == {"torn sound": "ok"}


def test_strokes_that_die_away_between_digital_silence_are_whole():
    assert np.mean((KICK == 0) & (SNARE == 0)) > 0.3
    assert verdicts(*judge_holes(heard(kick=KICK, snare=SNARE))) == {"torn sound": "ok"}


def test_a_band_is_whole_and_its_shreds_are_not():
    band = DemoBand(8, 1)
    rows = band.read(band.frames)
    for sound, verdict in ((rows, "ok"), (np.stack([torn(row) for row in rows]), "warn")):
        sounds = tuple(Sound(name, name, row) for name, row in zip(band.names, sound, strict=True))
        assert verdicts(*judge_holes(Heard(band.rate, sounds))) == {"torn sound": verdict}


def test_notes_that_end_hard_and_rests_between_them_are_music():
    tone = sine(110)
    for second in BEATS:
        tone[int(second * RATE) : int((second + 0.25) * RATE)] = 0
    assert verdicts(*judge_holes(heard(synth=tone, drums=np.zeros(N)))) == {"torn sound": "ok"}


def test_what_the_doctor_itself_was_too_late_for_is_no_hole():
    shreds = torn(sine(110), every=40)
    late = Heard(RATE, heard(bass=shreds).sounds, misses=10)
    assert verdicts(*judge_holes(heard(bass=shreds))) == {"torn sound": "warn"}
    assert verdicts(*judge_holes(late)) == {"torn sound": "ok"}


def test_who_stops_the_song_a_few_times_has_no_torn_sound():
    stopped = sine(110)
    for k in range(MANY - 1):
        stopped[k * RATE // 2 + 100 : k * RATE // 2 + 5000] = 0
    assert verdicts(*judge_holes(heard(bass=stopped))) == {"torn sound": "ok"}


def test_of_silence_nothing_is_said():
    assert list(judge_holes(heard(kick=np.zeros(N), snare=np.zeros(N)))) == []
