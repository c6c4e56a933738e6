"""Takes of string players become readings with the leader that was assigned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.strings import hearings
from models.leader.takes import NOBODY

TIMES = {"VC": 0.0, "VN1": 0.03, "VA": 0.02, "VN2": 0.01}


def _write(folder: Path, ensemble: str, take: str, players: tuple[str, ...]) -> None:
    home = folder / "annotations" / ensemble / take / "3"
    home.mkdir(parents=True)
    for player in players:
        onsets = "\n".join(f"{t:.6f}" for t in np.arange(1.0, 11.0, 0.5) + TIMES[player])
        (home / f"{player}-{take}-3.txt").write_text(onsets + "\n\n")


def test_the_assigned_leader_leads_throughout(tmp_path: Path) -> None:
    _write(tmp_path, "QUARTET", "Q-JH-VN2-SP", ("VA", "VC", "VN1", "VN2"))
    (heard,) = hearings(tmp_path)
    assert heard.name == "SP/Q-JH-VN2-SP/3"
    assert heard.buses == ("VN1", "VN2", "VA", "VC")
    assert set(heard.leader) == {1}
    assert len(heard.leader) == 105
    assert np.isnan(heard.bpm).all()
    assert len(heard.beats) == 0


def test_readings_are_the_onsets_in_order_of_arrival(tmp_path: Path) -> None:
    _write(tmp_path, "QUARTET", "Q-JH-VN1-NR", ("VA", "VC", "VN1", "VN2"))
    (heard,) = hearings(tmp_path)
    assert [reading.bus for reading in heard.readings[:4]] == ["VC", "VN2", "VA", "VN1"]
    assert heard.readings[3].t == pytest.approx(1.03)
    assert all(reading.arrived > reading.t for reading in heard.readings)


def test_nobody_leads_the_trios(tmp_path: Path) -> None:
    _write(tmp_path, "TRIO", "T-ED-VN0-DP", ("VA", "VC", "VN1"))
    (heard,) = hearings(tmp_path)
    assert set(heard.leader) == {NOBODY}
    assert heard.name.split("/")[0] == "DP"


def test_duets_are_left_out_and_a_folder_without_takes_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "DUET", "D-AM-VN1_VA-SP", ("VN1", "VA"))
    with pytest.raises(BridgeError, match="no takes in"):
        list(hearings(tmp_path))
