"""The Pd library beside a real bridge: every address arrives, in time, and every command gets there."""

from __future__ import annotations

import threading
from itertools import groupby, pairwise

import pytest

from bridge.outputs.asked import Asked
from bridge.outputs.protocol import BUS, IN, LISTENING, OUT, ROOT, parse
from bridge.outputs.settings import OscSettings
from bridge.types import KINDS, Choice, Reading, Step
from tests.e2e.pure_data import PureData
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig, beat, playing

pytestmark = pytest.mark.e2e

BUSES = ("drums", "bass")
HEARD = [kind.osc for kind in KINDS.values() if kind.osc]
SPOKEN_BY: dict[str, list[str]] = {
    "tempo": ["/lb.tempo/out0"],
    "leader": ["/lb.leader/out0", "/lb.leader/out1", "/lb.leader/out2"],
    "handover": ["/lb.handover/out0", "/lb.handover/out1"],
    "beat": ["/lb.beat/out0", "/lb.beat/out1", "/lb.beat/out2"],
    "next": ["/lb.next/out1", "/lb.next/out0"],
    "phase": ["/lb.phase/out0", "/lb.phase/out1"],
    "state": ["/lb.state/out0"],
    "transport": ["/lb.state/out1"],
    "meter": ["/lb.meter/out0", "/lb.meter/out1"],
    "song": ["/lb.song/out0"],
    "rail": ["/lb.song/out1"],
    "buses": ["/lb.buses/out0"],
    "ping": ["/lb.bridge/out0"],
    "error": ["/lb.bridge/out2"],
    **{BUS.removeprefix(ROOT) + osc: [f"/lb.bus/out{k}"] for k, osc in enumerate(HEARD)},
}
"""Which outlets say an address's arguments, one outlet an argument."""
OWN_WORDS = {"phase", "ping", "next"}
"""Of these an object makes something of its own: a smooth ramp, there or gone, a beat before it falls."""
OBJECTS = [
    *(("lb.tempo", 2), ("lb.leader", 3), ("lb.handover", 2), ("lb.beat", 3), ("lb.next", 2), ("lb.phase", 3)),
    *(
        ("lb.state", 2),
        ("lb.meter", 2),
        ("lb.song", 2),
        ("lb.buses", 1),
        ("lb.bus drums", 9),
        ("lb.onset", 2),
    ),
]
ARGUMENTS = {
    "bus": "bass",
    "output": "osc",
    "name": "verse",
    "on": 1,
    "bpm": 93.5,
    "ms": -12.5,
    "beats": 3,
    "unit": 8,
}
"""Something to say for each argument of a command."""


@pytest.fixture
def ports(udp_port, second_udp_port):
    """For the bridge, and for Pd to hear the bridge and the test."""
    with Ear(1) as spare:
        return udp_port, second_udp_port, spare.port


@pytest.fixture
def concert(tmp_path, ports):
    """The real OSC process, a Pd with all objects that has found it, and an ear beside it."""
    with Rig("osc", OscSettings(port=ports[0], targets=()), BUSES) as rig:
        rig.ready()
        with Ear(ports[0]) as ear, PureData(tmp_path, *ports, OBJECTS) as pd:
            ear.say("/bridge/subscribe", ear.port)
            pd.until("/lb.bridge/out0", accept=lambda args: args == [1])
            ear.until("/bridge/ping")
            yield rig, ear, pd


def heard_on(bus: str, t: float = 1.0, leader: str | None = "drums") -> Step:
    """A step in which one of every kind is heard on ``bus``."""
    values = {
        "onset": 0.625,
        "tempo": 119.5,
        "pitch": 220.5,
        "level": -23.25,
        "lead": 0.75,
        "beat": 120.0,
        "activity": 0.5,
        "instrument": "violin",
        "style": "tango",
    }
    readings = tuple(Reading(bus, kind, t, t, value) for kind, value in values.items())
    return Step(t, readings, Choice(t, leader, 120.0, 0.9, 0.8, {"drums": 0.7, "bass": 0.2}, 0.1), beat())


def everything_said(rig: Rig, ear: Ear, pd: PureData) -> None:
    """Have the bridge say each of its addresses at least once, and both hear it to the end."""
    rig.board.publish(beat(127.25, transport=playing(at_beat=0)))
    for k, (bus, leader) in enumerate([("drums", "drums"), ("bass", "bass"), ("drums", None)]):
        rig.steps.send(heard_on(bus, 1.0 + k, leader))
        both_listen(ear, pd, 0.3)
    ear.say("/bridge/lead", 5.0)
    pd.command("lead", 5.0)
    both_listen(ear, pd, 2.0)
    pd.listen(0.5)


def both_listen(ear: Ear, pd: PureData, seconds: float) -> None:
    """Each in its own time, so that neither is late because of the other."""
    other = threading.Thread(target=ear.listen, args=(seconds,))
    other.start()
    pd.listen(seconds)
    other.join()


def row_of(address: str) -> str:
    """The row of the protocol's table that an address without ``/bridge/`` belongs to."""
    parts = address.split("/")
    return "/".join(["bus", "{bus}", *parts[2:]]) if parts[0] == "bus" else address


def by_row(heard) -> dict[str, list[tuple]]:
    """The arguments of all messages, by row, from ``(address without /bridge/, arguments)``."""
    found: dict[str, list[tuple]] = {}
    for address, args in heard:
        found.setdefault(row_of(address), []).append(tuple(args))
    return found


def said_by_bridge(ear: Ear) -> list[tuple[str, list]]:
    return [(address.removeprefix(ROOT), args) for _, address, args in ear.heard]


def said_by_receiver(pd: PureData) -> list[tuple[str, list]]:
    """What ``lb.bridge`` put out, as the bridge had it: in Pd a bus and its values are one list."""
    return [
        ("/".join(["bus", *args[:2]]), args[2:]) if address == "/all/bus" else (address[5:], args)
        for _, address, args in pd.heard
        if address.startswith("/all/")
    ]


def news(values) -> list:
    """``values`` without repetitions."""
    return [value for value, _ in groupby(values)]


def test_every_address_is_spoken_by_an_object():
    assert set(SPOKEN_BY) == set(OUT)


@pytest.mark.slow
def test_every_address_arrives_with_its_values_and_types(concert):
    rig, ear, pd = concert
    everything_said(rig, ear, pd)
    said, came = by_row(said_by_bridge(ear)), by_row(said_by_receiver(pd))
    assert set(said) == set(came) == set(OUT)
    for name, row in OUT.items():
        assert set(said[name]) <= set(came[name]), name
        kinds = ["text" if arg.tag == "s" else "number" for arg in row.args]
        for values in came[name]:
            wanted = kinds * len(values) if row.rest else kinds
            assert ["text" if isinstance(v, str) else "number" for v in values] == wanted, name


@pytest.mark.slow
def test_every_object_says_what_the_receiver_heard(concert):
    rig, ear, pd = concert
    everything_said(rig, ear, pd)
    drums = [(a, v) for a, v in said_by_receiver(pd) if not a.startswith("bus/bass")]
    came = by_row(drums)
    for name in sorted(set(OUT) - OWN_WORDS):
        columns = [came[name]] if OUT[name].rest else zip(*came[name], strict=True)
        for outlet, column in zip(SPOKEN_BY[name], columns, strict=True):
            spoken = [tuple(args) if OUT[name].rest else args[0] for _, args in pd.all(outlet)]
            assert news(spoken) == news(column), outlet
    assert all(pd.all(outlet) for name in OWN_WORDS for outlet in SPOKEN_BY[name])
    assert [args[0] for _, args in pd.all("/lb.onset/out1")] == ["drums", "bass", "drums"]


@pytest.mark.slow
def test_every_command_gets_there(concert):
    rig, _, pd = concert
    for name, row in IN.items():
        if name in LISTENING:
            continue
        args = [ARGUMENTS[arg.name] for arg in row.args if arg.name in ARGUMENTS]
        pd.command(name, *args)
        asked = rig.commands.receive(5.0)
        assert isinstance(asked, Asked), name
        assert asked.command == parse(row.address, args)
        assert rig.commands.receive(0.05) is None, f"{name} was sent twice"


@pytest.mark.slow
def test_a_refused_command_is_told(concert):
    _, _, pd = concert
    pd.command("set_tempo", 5000.0)
    (why,) = pd.until("/lb.bridge/out2")
    assert "/bridge/set_tempo" in why


@pytest.mark.slow
def test_a_second_receiver_takes_no_command_twice(tmp_path, ports):
    """A help patch has a receiver of its own, and stands open beside the patch it explains."""
    with Rig("osc", OscSettings(port=ports[0], targets=()), BUSES) as rig:
        rig.ready()
        second = f"lb.bridge 127.0.0.1 {ports[0]} {ports[1]}"
        with PureData(tmp_path, *ports, [(second, 1), ("lb.beat", 3)]) as pd:
            pd.until("/lb.bridge/out0", accept=lambda args: args == [1])
            for _ in range(3):
                pd.command("tap")
                assert isinstance(rig.commands.receive(5.0), Asked)
                assert rig.commands.receive(0.2) is None
            rig.board.publish(beat(240.0))
            pd.listen(2.0)
            beats = [int(args[0]) for _, args in pd.all("/lb.beat/out0")]
    assert len(beats) > 4, beats
    assert all(after != before for before, after in pairwise(beats)), (
        beats
    )  # a halted bridge may leave one out
