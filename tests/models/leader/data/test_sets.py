"""The sets of real material, and what of them needs no data folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.instruments import INSTRUMENTS, take_of
from models.leader.data.rendered import BY_NAME, sounds
from models.leader.data.sets import REAL_SETS
from models.leader.data.stems import data_folder


@pytest.mark.parametrize("name", sorted(REAL_SETS.keys() - {"demo"}))
def test_a_set_whose_data_are_missing_says_so_in_one_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(BridgeError) as told:
        list(REAL_SETS[name](tmp_path))
    assert str(tmp_path) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_data_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERBRIDGE_DATA", str(tmp_path / "nothing"))
    with pytest.raises(BridgeError, match="set LEADERBRIDGE_DATA"):
        data_folder()


def test_every_instrument_has_a_timbre_of_its_role_that_no_network_learns() -> None:
    for instrument in INSTRUMENTS.values():
        timbre = BY_NAME[instrument.timbre]
        assert instrument.role in timbre.roles
        assert timbre.split == "test"


def test_rendered_onsets_sound_when_they_were_played() -> None:
    played = np.array([1.0, 1.6, 2.2])
    take = take_of("song", {"tres": played, "trumpet": played + 0.02}, np.arange(0.5, 4.0, 0.6), 4, 3.0)
    for part, sound in zip(take.parts, sounds(take), strict=True):
        first = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())[0] / 44_100
        assert part.times[0] <= first < part.times[0] + 0.03
