"""Tracks on disk become frames, once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.errors import BridgeError
from bridge.types import RATE
from models.mcclstm.data.collection import MEL, Track
from models.mcclstm.data.heard import heard


def _track(folder: Path, name: str, seconds: float) -> Track:
    path = folder / f"{name}.wav"
    sound = np.random.default_rng(0).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)
    soundfile.write(path, sound, RATE, subtype="FLOAT")
    return Track(name, path, "noise", name)


def test_a_track_is_heard_as_the_live_ear_hears_it_and_only_once(tmp_path: Path) -> None:
    long, short = _track(tmp_path, "long", 3.0), _track(tmp_path, "short", 1.0)
    (found,) = heard([long, short], "test", tmp_path / "built")
    sound, _ = soundfile.read(long.path, dtype="float32")
    np.testing.assert_array_equal(found.frames, MEL.frames(sound).astype(np.float16))
    long.path.unlink()
    (again,) = heard([long, short], "test", tmp_path / "built")
    np.testing.assert_array_equal(found.frames, again.frames)


def test_a_file_that_is_no_sound_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_text("no sound")
    with pytest.raises(BridgeError, match=r"broken\.wav"):
        heard([Track("broken", broken, "x", "broken")], "test", tmp_path / "built")
