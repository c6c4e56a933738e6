"""What JACK knows of itself and of who is connected: one look, and what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, get_args

from bridge.audio.settings import Rate
from bridge.config import Config
from bridge.doctor.finding import Finding, fail, ok, unknown, warn
from bridge.errors import BridgeError
from bridge.jack_ports import connected, ports
from bridge.outputs.jack_client import opened
from bridge.outputs.jack_clock import CLIENT, CLIENTS
from bridge.outputs.settings import MidiSettings, SyncSettings

NAME = "leaderbridge-look"
OWN = "leaderbridge"
"""How the clients of the bridge, its doctor too, begin: they are nobody's receivers."""


@dataclass(frozen=True, slots=True)
class Graph:
    """``rate``, whether the server is ``realtime``, and the names of the inputs that MIDI and sound go to.

    ``receivers`` of each port of the bridge's clock, by its short name; empty when no bridge runs.
    """

    rate: int
    realtime: bool
    midi_inputs: tuple[str, ...] = ()
    sound_inputs: tuple[str, ...] = ()
    receivers: Mapping[str, tuple[str, ...]] | None = None


def check_graph(config: Config) -> Iterator[Finding]:
    """What the default server's graph tells; nothing when no server answers."""
    graph = look()
    if graph is not None:
        yield from judge_graph(graph, config)


def look() -> Graph | None:
    """The graph of the default server; None when none answers."""
    try:
        client = opened(NAME)
    except BridgeError:
        return None
    with closing(client):
        return Graph(
            client.samplerate,
            client.realtime,
            _names(ports(client, is_midi=True, is_input=True)),
            _names(ports(client, is_audio=True, is_input=True)),
            _receivers(client),
        )


def _names(found: Sequence[Any]) -> tuple[str, ...]:
    return tuple(port.name for port in found)


def _receivers(client: Any) -> dict[str, tuple[str, ...]]:
    """What both processes of the clock are connected to, by the short names of their ports."""
    found: dict[str, tuple[str, ...]] = {}
    own = "|".join(map(re.escape, CLIENTS.values()))
    for port in ports(client, f"^({own}):", is_output=True):
        others = _names(connected(client, port))
        found[port.shortname] = (*found.get(port.shortname, ()), *filter(_foreign, others))
    return found


def _foreign(name: str) -> bool:
    return not name.startswith(f"{OWN}-")


def judge_graph(graph: Graph, config: Config) -> Iterator[Finding]:
    """All that is to be said of it."""
    yield judge_realtime(graph.realtime)
    yield judge_rate(graph.rate)
    outputs: tuple[MidiSettings | SyncSettings, ...] = (*config.midi, *config.sync)
    for output in outputs:
        yield from judge_wanted(output, graph)
    if any(output.kind == "jack" for output in config.midi):
        yield from judge_receivers(graph.receivers or {})


def judge_realtime(realtime: bool) -> Finding:
    """The finding for a server with or without real-time scheduling."""
    if realtime:
        return ok("JACK real time", "the server runs in real time")
    return warn(
        "JACK real time",
        "the server does not run in real time: any other program may hold up the sound",
        "start it anew with --realtime (QjackCtl: Setup → Parameters → Realtime): "
        "jackd --realtime -P 70 -d alsa -d hw:0 -r 48000 -p 256",
    )


def judge_rate(rate: int) -> Finding:
    """The finding for the server's rate in samples a second."""
    rates = get_args(Rate)
    if rate in rates:
        return ok("JACK rate", f"{rate} Hz")
    return fail(
        "JACK rate",
        f"{rate} Hz; the bridge was made for {', '.join(map(str, rates))}",
        "start it anew at 48000 Hz: jackd --realtime -d alsa -d hw:0 -r 48000 -p 256",
    )


def judge_wanted(output: MidiSettings | SyncSettings, graph: Graph) -> Iterator[Finding]:
    """The finding for the port that an output on JACK shall be connected to; nothing where none is named."""
    if not output.port or output.kind not in _WHERE:
        return
    section, inputs = _WHERE[output.kind]
    there: Sequence[str] = getattr(graph, inputs)
    check = f"{section} port {output.port}"
    fitting = [name for name in there if output.port.casefold() in name.casefold()]
    if fitting:
        yield ok(check, fitting[0])
        return
    yield warn(
        check,
        f"no input of JACK has this in its name; there are: {', '.join(there) or 'none'}",
        "switch the receiver on (a USB device needs a2jmidid -e), or correct port in its section",
    )


_WHERE = {
    "jack": ("[[midi]]", "midi_inputs"),
    "click": ("[[sync]]", "sound_inputs"),
    "pulse": ("[[sync]]", "sound_inputs"),
}
"""By kind of an output on JACK: its section, and where its receivers are."""


def judge_receivers(receivers: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """The findings for the ports of the clock, by their short names, and who is connected to each."""
    if not receivers:
        yield unknown(
            "clock connected",
            "cannot be judged: no bridge runs on this server",
            "start it and look again while it runs: leaderbridge run",
        )
    for name, others in receivers.items():
        check = f"clock connected: {name}"
        if others:
            yield ok(check, ", ".join(others))
        else:
            yield warn(
                check,
                f"nobody is connected to {CLIENT}:{name}",
                f"jack_connect {CLIENT}:{name} RECEIVER   (jack_lsp lists them), or set port in the config",
            )
