"""From readings to frames."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import BridgeError
from bridge.leader.columns import Column, Columns, every_column
from bridge.leader.features import FrameBuilder
from bridge.leader.parts import PARTS
from bridge.types import Reading
from tests.leader.conftest import BUSES, frames_of, played

ARRAYS = ("bus", "tempogram", "pair", "world")
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
READINGS = st.lists(
    st.builds(
        Reading,
        bus=st.sampled_from([*BUSES, "stranger"]),
        kind=st.sampled_from(["onset", "tempo", "level", "pitch"]),
        t=st.floats(0, 20),
        arrived=st.floats(0, 20),
        value=NUMBERS,
        confidence=st.floats(0, 1),
    ),
    max_size=60,
)


@given(READINGS)
@settings(max_examples=40, deadline=None)
def test_a_frame_is_finite_whatever_was_heard(readings: list[Reading]) -> None:
    for frame in frames_of(BUSES, sorted(readings, key=lambda r: r.arrived), 30):
        assert all(np.isfinite(getattr(frame, name)).all() for name in ARRAYS)


@pytest.mark.parametrize("count", [1, 2, 16])
def test_a_frame_has_a_row_for_each_bus(count: int) -> None:
    buses, columns = tuple(f"bus{i}" for i in range(count)), every_column(PARTS)
    frame = frames_of(buses, played(buses, 0.5, 3), 30)[-1]
    assert frame.bus.shape == (count, len(columns.bus))
    assert frame.tempogram.shape == (count, 2, 96)
    assert frame.pair.shape == (count, count, len(columns.pair))
    assert frame.world.shape == (len(columns.world),)
    assert all(getattr(frame, name).dtype == np.float32 for name in ARRAYS)


def test_the_order_of_the_buses_orders_the_rows_and_nothing_else() -> None:
    readings = played(BUSES[:1], 0.25, 12, 1) + played(BUSES[1:2], 0.5, 12, 2) + played(BUSES[2:], 1.0, 12, 3)
    readings.sort(key=lambda r: r.arrived)
    order = [2, 0, 1]
    straight = frames_of(BUSES, readings, 120)[-1]
    turned = frames_of(tuple(BUSES[i] for i in order), readings, 120)[-1]
    np.testing.assert_allclose(turned.bus, straight.bus[order], atol=1e-5)
    np.testing.assert_allclose(turned.tempogram, straight.tempogram[order], atol=1e-5)
    np.testing.assert_allclose(turned.pair, straight.pair[order][:, order], atol=1e-5)
    np.testing.assert_allclose(turned.world, straight.world, atol=1e-5)


def test_what_comes_later_does_not_change_an_earlier_frame() -> None:
    readings = played(BUSES, 0.4, 12)
    early = [r for r in readings if r.arrived <= 6]
    for a, b in zip(frames_of(BUSES, readings, 60), frames_of(BUSES, early, 60), strict=True):
        assert all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ARRAYS)


def test_columns_come_in_the_order_in_which_they_are_asked_for() -> None:
    asked = Columns(bus=("lead.quick", "onset.rate"), pair=("correction.count",), world=())
    builder, every = FrameBuilder(BUSES, asked), FrameBuilder(BUSES, every_column(PARTS))
    names = every_column(PARTS)
    for reading in played(BUSES, 0.5, 5):
        builder.hear(reading)
        every.hear(reading)
    few, all_of_them = builder.frame(5.0), every.frame(5.0)
    for place, name in enumerate(asked.bus):
        np.testing.assert_array_equal(few.bus[:, place], all_of_them.bus[:, names.bus.index(name)])
    assert few.world.shape == (0,)


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(BridgeError, match="'charisma'"):
        FrameBuilder(BUSES, Columns(bus=("charisma",), pair=(), world=()))


def test_a_new_part_joins_by_being_listed() -> None:
    class Ones:
        axis = "world"
        columns = (Column("ones", "1", "always one"),)

        def __init__(self, buses: int) -> None:
            pass

        def update(self, heard: object) -> np.ndarray:
            return np.ones(1)

    builder = FrameBuilder(BUSES, Columns((), (), ("ones",)), (*PARTS, Ones))
    assert builder.frame(0.1).world.tolist() == [1.0]


def test_every_column_is_named_once_and_explained() -> None:
    columns = [column for part in PARTS for column in part.columns]
    assert len({column.name for column in columns}) == len(columns)
    assert all(all(dataclasses.astuple(column)) for column in columns)


def test_a_long_pause_between_frames_does_no_harm() -> None:
    builder = FrameBuilder(BUSES, every_column(PARTS))
    for reading in played(BUSES, 0.5, 10):
        builder.hear(reading)
    builder.frame(10.0)
    frame = builder.frame(36_000.0)
    assert all(np.isfinite(getattr(frame, name)).all() for name in ARRAYS)
    assert math.isclose(float(frame.tempogram.max()), 0.0, abs_tol=0.01)
