"""What the ears heard is kept until the sound changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from bridge.types import F32, RATE
from models.leader.audio.listen import hear
from models.leader.data.heard import listen

BUSES = ("drum", "bell")


def _sounds(hz: float) -> list[F32]:
    t = np.arange(2 * RATE) / RATE
    pulse = np.exp(-(t % 0.5) / 0.02).astype(np.float32)
    return [np.float32(0.4) * pulse * np.sin(2 * np.pi * f * t, dtype=np.float32) for f in (hz, 880.0)]


def test_what_is_read_back_is_what_the_ears_say(tmp_path: Path) -> None:
    first, _ = listen("set/a", BUSES, _sounds(200.0), tmp_path)
    again, _ = listen("set/a", BUSES, _sounds(200.0), tmp_path)
    assert list(first) == list(again) == hear(_sounds(200.0), BUSES)
    assert {reading.kind for reading in first} >= {"onset", "level"}


def test_another_sound_under_the_same_name_is_heard_anew(tmp_path: Path) -> None:
    first, _ = listen("set/a", BUSES, _sounds(200.0), tmp_path)
    other, _ = listen("set/a", BUSES, _sounds(300.0), tmp_path)
    assert first != other
    assert len(list(tmp_path.rglob("*.npz"))) == 2


def test_the_mix_is_all_buses_in_one(tmp_path: Path) -> None:
    _, mix = listen("set/a", BUSES, _sounds(200.0), tmp_path)
    sound, rate = soundfile.read(mix)
    assert rate == RATE
    assert abs(np.corrcoef(sound, np.sum(_sounds(200.0), axis=0))[0, 1] - 1.0) < 1e-3
