"""What the clock went by can be read again exactly."""

from __future__ import annotations

import pytest

from bridge.errors import BridgeError
from bridge.outputs.cycle_log import Cycle, CycleLog, read
from bridge.types import Timeline

CYCLES = [
    Cycle(2**33 + 512, 512, 1000.1, 1000.1 + 512 / 48_000, None),
    Cycle(2**33 + 1024, 512, 1 / 3, 2 / 3, Timeline(119.99999, -1e-9, 1e5 / 7), 2),
]


def test_cycles_are_read_as_they_were_written(tmp_path):
    with CycleLog(str(tmp_path / "log")) as log:
        log.write(CYCLES[:1])
        log.write(CYCLES[1:])
    assert read(tmp_path / "log") == CYCLES


def test_one_that_stands_by_takes_nothing_away_until_it_writes(tmp_path):
    path = tmp_path / "log"
    with CycleLog(str(path)) as first, CycleLog(str(path)) as second:
        first.write(CYCLES)
        second.write([])
    assert read(path) == CYCLES
    with CycleLog(str(path)) as third:
        third.write(CYCLES[:1])
    assert read(path) == CYCLES[:1]


def test_without_a_path_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with CycleLog("") as log:
        log.write([])
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(BridgeError, match="cannot be written"):
        CycleLog(str(tmp_path / "none" / "log"))
