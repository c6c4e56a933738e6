"""Listens on JACK to whatever plays into the running bridge's ports, and to its clock, in the same frames."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

import numpy as np

from bridge.audio.jack_input import port_names
from bridge.audio.settings import named
from bridge.config import Config
from bridge.doctor.heard import F64, Heard, Sound
from bridge.errors import BridgeError
from bridge.jack_ports import connected, ports
from bridge.outputs.jack_client import opened
from bridge.outputs.jack_clock import CLIENTS, PORT
from bridge.outputs.midi import REAL_TIME

NAME = "leaderbridge-doctor"
CLOCKS = 1 << 13
"""Clocks for which there is room: a minute and more at any tempo."""
BREATH = 0.3
"""Seconds in which JACK's graph has changed after connections were made, and the last cycle is over."""


def listen(config: Config, seconds: float) -> Heard:
    """What plays into the bridge's ports for ``seconds``, and what its clock sends.

    Raises BridgeError without JACK or its server, or when no bridge has ports there: nobody else knows which
    program belongs to which bus.
    """
    with closing(opened(NAME)) as client:
        sources = _sources(client, config)
        tape = Tape(client, [port for _, port in sources], seconds)
        client.activate()
        for (_, port), names in sources.items():
            _connect(client, names, f"{NAME}:{port}")
        _connect(client, _clock_ports(client), tape.clock.name)
        time.sleep(BREATH)
        tape.begin()
        time.sleep(seconds + BREATH)
        client.deactivate()
        sounds = (
            Sound(*place, row, names) for (place, names), row in zip(sources.items(), tape.rows, strict=True)
        )
        return Heard(client.samplerate, tuple(sounds), tape.clocks(), tape.host0, tape.misses)


Place = tuple[str, str]
"""A bus and one of its ports."""


def _sources(client: Any, config: Config) -> dict[Place, tuple[str, ...]]:
    """The bridge's input ports, and the names of what plays into each."""
    numbers, ports = port_names(config.bus)
    places = [
        (bus.name, ports[number - 1])
        for bus, own in zip(named(config.bus), numbers, strict=True)
        for number in own
    ]
    return {(bus, port): playing_into(client, f"{config.audio.client}:{port}") for bus, port in places}


def playing_into(client: Any, port: str) -> tuple[str, ...]:
    """The names of the ports connected to ``port``; raises BridgeError when there is no such port."""
    from jack import JackError

    try:
        return tuple(other.name for other in connected(client, client.get_port_by_name(port)))
    except JackError:
        raise BridgeError(
            f"no bridge is listening: JACK has no port {port!r}; start it with this config: leaderbridge run"
        ) from None


def _clock_ports(client: Any) -> Iterator[str]:
    """The first MIDI clock of whichever process plays: the one that stands by is silent."""
    for name in CLIENTS.values():
        for port in ports(client, f"^{name}:{PORT}$", is_midi=True, is_output=True):
            yield port.name


def _connect(client: Any, sources: Sequence[str] | Iterator[str], into: str) -> None:
    from jack import JackError

    for source in sources:
        with suppress(JackError):  # it left just now, or the bridge's patchbay was quicker
            client.connect(source, into)


class Tape:
    """What came into a JACK client's ports, each sample at its frame. What was missed is silence."""

    def __init__(self, client: Any, ports: Sequence[str], seconds: float) -> None:
        self._client, self._rate = client, client.samplerate
        self._inputs = [client.inports.register(port) for port in ports]
        self.clock = client.midi_inports.register("clock")
        self.rows = np.zeros((len(ports), round(seconds * self._rate)), np.float32)
        self.host0 = 0.0
        self.misses = 0
        """Times that JACK did not call: what was played then is missing only here."""
        self._next: int | None = None
        self._frames = np.zeros(CLOCKS)
        self._count = 0
        self._begin: int | None = None
        client.set_process_callback(self._hear)

    def begin(self) -> None:
        """Let the first sample be that of now."""
        self.host0 = time.monotonic()
        self._begin = self._client.frame_time

    def clocks(self) -> F64:
        """Seconds of the clocks that came while it listened, from the first sample on."""
        return np.asarray(self._frames[: self._count] / self._rate)

    def _hear(self, frames: int) -> None:
        """For JACK's callback: copies, and waits for nothing."""
        if self._begin is None:
            return
        place = (self._client.last_frame_time - self._begin + 2**31) % 2**32 - 2**31  # its count has 32 bits
        self.misses += self._next is not None and place > self._next
        self._next = place + frames
        first, last = max(place, 0), min(place + frames, self.rows.shape[1])
        if first < last:
            for row, port in zip(self.rows, self._inputs, strict=True):
                row[first:last] = port.get_array()[first - place : last - place]
        for offset, data in self.clock.incoming_midi_events():
            if bytes(data) == REAL_TIME["clock"] and self._count < CLOCKS:
                self._frames[self._count] = place + offset
                self._count += 1
