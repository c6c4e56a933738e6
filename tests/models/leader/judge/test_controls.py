"""Controls on ways whose faults are known."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import Reading
from models.leader.baselines.ways import one_hot
from models.leader.judge.controls import (
    changed,
    clear_leader,
    controls,
    delayed,
    louder,
    mixed,
    order_of_buses,
    shift_of_shares,
    turned,
)
from models.leader.judge.ours import Listener, raw
from models.leader.takes import Answer, Heard


def first_bus(heard: Heard) -> Answer:
    """A way that names whichever bus comes first: its answer hangs on the order."""
    return Answer(
        np.full(len(heard.bpm), 120.0), one_hot(np.zeros(len(heard.bpm), dtype=np.intp), len(heard.buses))
    )


def even(heard: Heard) -> Answer:
    """A way that never names anybody."""
    ticks, buses = len(heard.bpm), len(heard.buses)
    return Answer(np.full(ticks, 120.0), np.full((ticks, buses + 1), 1.0 / (buses + 1)))


def rng() -> np.random.Generator:
    return np.random.default_rng(4)


def test_a_way_that_hangs_on_the_order_of_the_buses_is_found_out(band: Heard) -> None:
    assert order_of_buses(first_bus, band, np.random.default_rng(1)) == 1.0
    assert order_of_buses(even, band, rng()) == 0.0


def test_the_shipped_model_does_not_hang_on_the_order(band: Heard) -> None:
    assert order_of_buses(Listener(None, raw), band, rng()) < 1e-4


def test_turned_buses_keep_their_names_and_readings(band: Heard) -> None:
    there = turned(band, [2, 0, 1])
    assert there.buses == (band.buses[2], band.buses[0], band.buses[1])
    assert there.readings == band.readings


def test_a_late_bus_is_late_in_all_that_it_says_and_others_are_not(band: Heard) -> None:
    bus = band.buses[0]
    there = changed(band, bus, delayed(0.05))
    shift = {r.bus: [] for r in band.readings}  # type: dict[str, list[float]]
    for name in band.buses:
        here = [r.t for r in band.readings if r.bus == name]
        shift[name] = (np.array([r.t for r in there.readings if r.bus == name]) - here).tolist()
    assert shift[bus] == pytest.approx([0.05] * len(shift[bus]))
    assert not any(shift[band.buses[1]])


def test_twelve_decibels_move_the_level_and_the_strength_of_onsets() -> None:
    level, onset = Reading("a", "level", 1.0, 1.0, -30.0), Reading("a", "onset", 1.0, 1.0, 0.8)
    assert louder(-12.0)(level).value == -42.0
    assert louder(-12.0)(onset).value == pytest.approx(0.2, abs=0.002)
    assert louder(12.0)(onset).value == 1.0


def test_shares_that_hear_nothing_do_not_move(band: Heard) -> None:
    assert shift_of_shares(even, delayed(0.05), band, rng()) == 0.0


def test_buses_of_different_takes_are_put_together(band: Heard) -> None:
    strangers = mixed([band, band], rng())
    assert strangers.buses == ("0", "1")
    assert {r.bus for r in strangers.readings} == {"0", "1"}
    assert (strangers.leader < 0).all()


def test_a_way_that_always_names_somebody_names_strangers(band: Heard) -> None:
    assert clear_leader(first_bus, band) == 1.0
    assert clear_leader(even, band) == 0.0


def test_all_controls_are_made_and_judged(band: Heard) -> None:
    kept = {control.name: control.kept for control in controls(even, [band, band], players=2)}
    assert len(kept) == 7
    assert all(kept.values())
    broken = {control.name: control.kept for control in controls(first_bus, [band, band], players=2)}
    assert not broken["buses of different takes: some share > 0.6"]
