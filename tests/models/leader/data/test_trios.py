"""Hand-annotated trios become takes: times exact, the leader unknown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.trios import takes
from models.leader.takes import UNKNOWN

BEATS = np.arange(2.0, 200.0, 0.4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database of one waltz at 150 BPM."""
    home = tmp_path / "references" / "manual_annotation"
    home.mkdir(parents=True)
    beats = [f"{t:.6f}\t{i // 3}.{i % 3 + 1}\n" for i, t in enumerate(BEATS)]
    (home / "evansb-waltz_mix.txt").write_text("".join(beats))
    for player, late in (("piano", 0.030), ("bass", 0.010), ("drums", 0.0)):
        lines = [f"{t:.6f}\tNew Point\n" for t in BEATS + late]
        (home / f"evansb-waltz_{player}.txt").write_text("".join(lines))
    return tmp_path


def test_ninety_seconds_from_half_a_second_before_the_first_beat(folder: Path) -> None:
    (take,) = takes(folder)
    assert (take.name, take.meter) == ("evansb-waltz", 3)
    np.testing.assert_allclose(take.beats[:2, 0], [0.5, 0.9])
    assert 89.0 < take.seconds <= 90.0
    np.testing.assert_allclose(take.bpm, 150.0)
    assert set(take.leader) == {UNKNOWN}


def test_each_players_onsets_keep_their_asynchrony(folder: Path) -> None:
    (take,) = takes(folder)
    first = {part.bus: part.times[0] for part in take.parts}
    assert first == pytest.approx({"piano": 0.53, "bass": 0.51, "drums": 0.5})
    assert [part.role for part in take.parts] == ["chords", "bass", "drums"]


def test_what_is_drawn_is_always_the_same(folder: Path) -> None:
    (once,), (again,) = takes(folder), takes(folder)
    for one, two in zip(once.parts, again.parts, strict=True):
        np.testing.assert_array_equal(one.pitches, two.pitches)
        np.testing.assert_array_equal(one.strengths, two.strengths)


def test_a_folder_without_tracks_is_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="no hand-annotated tracks"):
        list(takes(tmp_path))
