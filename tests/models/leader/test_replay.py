"""A take told again comes in order of arrival, and no reading early."""

from __future__ import annotations

from bridge.leader.columns import Columns
from bridge.types import Reading
from models.leader.replay import batches, frames

LEVEL = Columns(bus=("level.absolute",), pair=(), world=())


def test_readings_come_at_the_first_time_after_they_arrived() -> None:
    readings = [Reading("a", "onset", t, t, 1.0) for t in (0.05, 0.1, 0.25)]
    assert [len(batch) for batch in batches(readings, (0.1, 0.2, 0.3))] == [2, 0, 1]


def test_a_frame_knows_what_had_arrived_by_its_tick() -> None:
    readings = [Reading("a", "level", 0.05, 0.15, -45.0), Reading("a", "level", 0.25, 0.3, 0.0)]
    levels = [float(frame.bus[0, 0]) for frame in frames(("a",), readings, 4, LEVEL)]
    assert levels == [0.0, 0.5, 1.0, 1.0]
