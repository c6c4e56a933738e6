"""Notes sound when they are played."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.audio import soundfont
from models.leader.audio.render import render
from models.leader.audio.timbres import TIMBRES, Program, Timbre, pool
from models.leader.takes import Part

TIMES = np.array([0.51234, 1.25, 1.9])
OWN = [timbre for timbre in TIMBRES if not isinstance(timbre.voice, Program)]


def part_for(timbre: Timbre, strengths: tuple[float, ...] = (1.0, 0.5, 0.9)) -> Part:
    pitch = 38.0 if timbre.kind == "percussive" else 52.0
    return Part("bus", timbre.roles[0], TIMES, np.array(strengths), np.full(3, pitch))


def rendered(timbre: Timbre, seed: int = 0, **more: tuple[float, ...]) -> np.ndarray:
    return render(part_for(timbre, **more), timbre, 3.0, np.random.default_rng(seed))


def first_sound(sound: np.ndarray) -> float:
    return float(np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())[0]) / RATE


@pytest.mark.parametrize("timbre", OWN, ids=lambda timbre: timbre.name)
def test_a_note_begins_at_its_time(timbre: Timbre) -> None:
    sound = rendered(timbre)
    assert not sound[: int(TIMES[0] * RATE) - 1].any()
    late = first_sound(sound) - TIMES[0]
    assert -0.001 < late < (0.001 if timbre.kind in ("percussive", "plucked") else 0.02)


@pytest.mark.parametrize("timbre", OWN, ids=lambda timbre: timbre.name)
def test_the_same_seed_gives_the_same_sound_to_the_bit(timbre: Timbre) -> None:
    sound = rendered(timbre)
    assert sound.dtype == np.float32
    assert sound.shape == (3 * RATE,)
    np.testing.assert_array_equal(sound, rendered(timbre))


def test_strength_squared_is_amplitude() -> None:
    timbre = OWN[0]
    loud = rendered(timbre, strengths=(0.99, 0.99, 0.99))
    soft = rendered(timbre, strengths=(0.7, 0.7, 0.7))
    assert np.abs(soft).max() / np.abs(loud).max() == pytest.approx((0.7 / 0.99) ** 2, rel=1e-5)


def test_notes_of_a_chord_sound_together_until_the_next() -> None:
    timbre = next(t for t in OWN if t.name == "drawbars")
    times, pitches = np.array([0.5, 0.5, 2.5]), np.array([57.0, 64.0, 57.0])
    part = Part("bus", "chords", times, np.full(3, 0.9), pitches)
    sound = render(part, timbre, 3.0, np.random.default_rng(0))
    spectrum = np.abs(np.fft.rfft(sound[int(0.7 * RATE) : int(1.2 * RATE)]))
    peaks = [spectrum[round(hz * 0.5)] for hz in (220.0, 329.6)]
    assert min(peaks) > 20 * np.median(spectrum)


def test_a_part_without_notes_is_silence() -> None:
    part = Part("bus", "bass", np.empty(0), np.empty(0), np.empty(0))
    assert not render(part, OWN[8], 1.0, np.random.default_rng(0)).any()


def test_without_a_soundfont_its_timbres_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundfont, "find", lambda: None)
    with pytest.raises(BridgeError, match="install fluidsynth"):
        rendered(next(t for t in TIMBRES if isinstance(t.voice, Program)))


def test_splits_share_no_timbre_and_own_ones_suffice_for_every_role() -> None:
    voices = [timbre.voice for timbre in TIMBRES]
    assert len({timbre.name for timbre in TIMBRES}) == len(TIMBRES)
    assert len(set(voices)) == len(voices)
    roles = {role for timbre in TIMBRES for role in timbre.roles}
    for split in ("train", "validate", "test"):
        assert {role for timbre in pool([split], soundfont=False) for role in timbre.roles} == roles
