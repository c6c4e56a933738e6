"""Stems are warped so that their players lead and follow."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.data.injection import Case, inject
from models.leader.takes import UNKNOWN

CASE = Case("lmms", 0.0, 0.3, 1)


def _clicks(times: np.ndarray, seconds: float) -> np.ndarray:
    sound = np.zeros(round(seconds * RATE), dtype=np.float32)
    t = np.arange(2000) / RATE
    for start in np.round(times * RATE).astype(int):
        sound[start : start + 2000] += (0.5 * np.exp(-t / 0.01) * np.sin(2 * np.pi * 440 * t)).astype(
            np.float32
        )
    return sound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The reggaetry stems, as clicks at 180 BPM of which one never sounds."""
    home = tmp_path / "lmms_reggaetry_stems"
    home.mkdir()
    sound = _clicks(np.arange(0.0, 15.0, 1 / 3), 16.0)
    for stem in range(1, 10):
        soundfile.write(home / f"{stem}_stem.flac", (0.0 if stem == 2 else 0.2) * sound, RATE)
    return tmp_path


def test_ears_hear_the_injected_beats_and_who_is_silent_never_leads(folder: Path) -> None:
    heard = inject(folder, CASE, folder / "kept")
    assert heard.take is not None
    assert heard.take.law is not None
    assert set(heard.leader) - {UNKNOWN} <= {0, 2, 3}
    leaders = [stretch.leader for stretch in heard.take.law.stretches]
    for stretch in heard.take.law.stretches:
        others = [i for i in range(4) if i != stretch.leader]
        np.testing.assert_allclose(stretch.gains[others, stretch.leader], 0.3)
    assert set(leaders) <= {0, 2, 3}
    assert all(one != other for one, other in pairwise(leaders))
    for bus in (0, 2, 3):
        onsets = np.array([r.t for r in heard.readings if r.bus == heard.buses[bus] and r.kind == "onset"])
        beats = heard.take.beats[:, bus]
        late = np.array([onset - beats[np.abs(beats - onset).argmin()] for onset in onsets])
        assert len(onsets) > 35
        assert np.percentile(np.abs(late - np.median(late)), 90) < 0.004


def test_a_missing_stem_is_named(folder: Path) -> None:
    next((folder / "lmms_reggaetry_stems").glob("7_*")).unlink()
    with pytest.raises(BridgeError, match="not all of the stems 5_, 6_, 7_"):
        inject(folder, CASE, folder / "kept")
