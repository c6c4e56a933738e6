"""The station as the session sees it."""

from __future__ import annotations

import logging
import math

import numpy as np
import pytest

from bridge.errors import BridgeError, CommandError
from bridge.leader import Absent, Leader, LeaderSettings, Model
from bridge.leader.network import Network, Verdict
from bridge.types import TICK, Bus, Choice, Frame, Reading
from tests.leader.conftest import BUSES, played

PLAYERS = tuple(Bus(name) for name in BUSES)


def choices(leader: Leader, readings: list[Reading], seconds: float, start: float = 0.0) -> list[Choice]:
    """The choices of ``seconds`` from ``start`` on."""
    first, given = round(start / TICK) + 1, []
    for tick in range(first, first + round(seconds / TICK)):
        leader.hear(r for r in readings if (tick - 1) * TICK < r.arrived <= tick * TICK)
        given.append(leader.tick(tick * TICK))
    return given


@pytest.mark.parametrize("bpm", [60.0, 80.0, 110.0, 120.0])
def test_a_bare_pulse_is_found(bpm: float) -> None:
    last = choices(Leader(PLAYERS), played(BUSES, 60 / bpm, 10), 10)[-1]
    assert last.bpm == pytest.approx(bpm, rel=0.04)


@pytest.mark.parametrize("bpm", [150.0, 200.0])
def test_a_fast_bare_pulse_is_heard_as_eighths(bpm: float) -> None:
    # Nothing tells quarters from eighths there, and the model takes them for eighths: its card says so.
    last = choices(Leader(PLAYERS), played(BUSES, 60 / bpm, 10), 10)[-1]
    assert last.bpm == pytest.approx(bpm / 2, rel=0.04)


def test_nothing_heard_is_no_tempo_and_no_leader() -> None:
    for choice in choices(Leader(PLAYERS), [], 5):
        assert (choice.bpm, choice.tempo_confidence, choice.leader) == (0.0, 0.0, None)


def test_shares_add_up_with_nobody() -> None:
    for choice in choices(Leader(PLAYERS), played(BUSES, 0.5, 5), 5):
        assert sum(choice.shares.values()) + choice.nobody == pytest.approx(1, abs=1e-4)


def test_only_those_lead_who_may() -> None:
    readings = played(BUSES, 0.5, 8)
    free, limited = Leader(PLAYERS), Leader(PLAYERS)
    limited.allow(BUSES[:1])
    for choice, all_may in zip(choices(limited, readings, 8), choices(free, readings, 8), strict=True):
        assert {name for name in BUSES if choice.shares[name] > 0} <= {BUSES[0]}
        assert choice.leader in (None, BUSES[0])
        # Given that nobody else leads: the odds against nobody stay as they were.
        share, nobody = all_may.shares[BUSES[0]], all_may.nobody
        assert choice.shares[BUSES[0]] == pytest.approx(share / (share + nobody), abs=1e-4)
        assert choice.bpm == all_may.bpm


def test_all_lead_again_when_nobody_is_named() -> None:
    leader, readings = Leader(PLAYERS), played(BUSES, 0.5, 4)
    leader.allow(BUSES[:1])
    leader.allow(())
    assert choices(leader, readings, 4)[-1].shares == choices(Leader(PLAYERS), readings, 4)[-1].shares


def test_a_machine_has_no_share_and_changes_nothing() -> None:
    readings = played(BUSES, 0.5, 8)
    sampler = played(("sampler",), 0.37, 8)
    with_machine = choices(Leader((*PLAYERS, Bus("sampler", machine=True))), readings + sampler, 8)
    for choice, alone in zip(with_machine, choices(Leader(PLAYERS), readings, 8), strict=True):
        assert choice.shares["sampler"] == 0.0
        assert choice.bpm == alone.bpm
        assert {name: choice.shares[name] for name in BUSES} == alone.shares


def test_a_person_names_the_leader_and_gives_it_back() -> None:
    leader, readings = Leader(PLAYERS), played(BUSES, 0.5, 8)
    leader.lead("bass")
    forced = choices(leader, readings, 2)[-1]
    assert (forced.leader, forced.leader_confidence, forced.nobody) == ("bass", 1.0, 0.0)
    leader.lead(None)
    assert choices(leader, readings, 2, start=2)[-1].leader_confidence < 1.0


@pytest.mark.parametrize("bus", ["tuba", "sampler", ""])
def test_neither_a_stranger_nor_a_machine_can_be_named(bus: str) -> None:
    with pytest.raises(CommandError, match="auto or one of drums, bass, keys"):
        Leader((*PLAYERS, Bus("sampler", machine=True))).lead(bus)


@pytest.mark.parametrize(
    "buses", [(), (Bus("sampler", machine=True),), tuple(Bus(f"b{i}") for i in range(17))]
)
def test_too_few_or_too_many_buses_are_refused(buses: tuple[Bus, ...]) -> None:
    with pytest.raises(BridgeError, match="needs 1 to 16 buses"):
        Leader(buses)


def test_one_bus_alone_is_followed() -> None:
    last = choices(Leader((Bus("drums"),)), played(("drums",), 0.5, 10), 10)[-1]
    assert last.bpm == pytest.approx(120, rel=0.04)


class Broken(Network):
    """A model whose weights are no numbers."""

    def step(self, frame: Frame) -> Verdict:
        return Verdict(np.full(72, np.nan, np.float32), math.nan, math.nan, np.full(4, np.nan, np.float32))


@pytest.mark.parametrize("model", [Broken.load(), Absent("no such file")])
def test_a_model_that_fails_gives_way_to_the_median_and_says_so_once(
    model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    leader = Leader(PLAYERS, model=model)
    assert leader.fault == ""
    tempi = [
        Reading(bus, "tempo", 0.05, 0.05, bpm) for bus, bpm in zip(BUSES, (99.0, 101.0, 150.0), strict=True)
    ]
    with caplog.at_level(logging.ERROR):
        last = choices(leader, tempi + played(BUSES, 0.6, 6), 6)[-1]
    assert (last.bpm, last.nobody, last.leader) == (101.0, 1.0, None)
    assert [record.message for record in caplog.records] == [leader.fault]
    assert leader.fault.startswith(model.fault)
    assert leader.info["failed_ticks"] == 60


def test_the_summary_knows_which_model_it_was() -> None:
    info = Leader(PLAYERS).info
    assert len(str(info["sha256"])) == 64
    assert info["name"]
    assert info["trained"]


def test_another_model_file_is_used_when_the_settings_name_one(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BridgeError, match=r"mine.onnx"):
        Leader(PLAYERS, LeaderSettings(model=str(tmp_path / "mine.onnx")))


def test_a_silent_bus_does_not_lead_and_a_person_may_name_it_all_the_same() -> None:
    readings = played(BUSES, 0.5, 8)
    silent = [Reading(BUSES[0], "activity", t, t, 0.0) for t in range(9)]
    leader = Leader(PLAYERS)
    for choice in choices(leader, sorted([*readings, *silent], key=lambda r: r.arrived), 8)[10:]:
        assert choice.shares[BUSES[0]] == 0.0
        assert choice.leader != BUSES[0]
    leader.lead(BUSES[0])
    assert choices(leader, readings, 0.2, 8.0)[-1].leader == BUSES[0]
