"""How long sound takes out of JACK and in again: a click is played, and heard through a loop-back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridge import jack_ports
from bridge.doctor.click import click, found
from bridge.doctor.finding import Finding, fail, ok, warn
from bridge.errors import BridgeError
from bridge.types import F32

TIMES = 3
"""Clicks: a server that loses a cycle in one of them is found out by the others."""
LISTEN = 0.6
"""Seconds in which a click must be back."""
STEADY = 2
"""Frames by which the clicks' delays may differ: a real one seldom is a whole number of frames."""
AHEAD = 0.2
"""Seconds from now at which a click begins."""


@dataclass(frozen=True, slots=True)
class Loop:
    """What was heard of the clicks: ``delays`` in frames, None for one that did not come back.

    ``out`` and ``back`` are the ports.
    """

    out: str
    back: str
    rate: int
    delays: tuple[int | None, ...]


def check_loopback(out: str = "", back: str = "") -> list[Finding]:
    """The findings for a loop-back from port ``out`` to port ``back``; empty: the first of the sound card's.

    Takes two seconds. Raises BridgeError when there is no server, or no such port.
    """
    return judge_loopback(measure(out, back))


def judge_loopback(loop: Loop) -> list[Finding]:
    """The findings for what was heard: the delay, and which ``offset_ms`` follows from it."""
    way, heard = f"{loop.out} → {loop.back}", [delay for delay in loop.delays if delay is not None]
    if not heard:
        return [
            fail(
                "loop-back",
                f"no click came back: {way}",
                "join the two sockets by a cable, turn both levels up, and look that nothing else plays",
            )
        ]
    frames = int(np.median(heard))
    said = f"{frames} frames, {_ms(loop, frames):.2f} ms there and back: {way}"
    if None in loop.delays or max(heard) - min(heard) > STEADY:
        return [
            warn("loop-back", f"{said}, but not each time", "end what keeps the computer busy; try again")
        ]
    return [ok("loop-back", said), *_offsets(loop, frames)]


def _offsets(loop: Loop, frames: int) -> list[Finding]:
    """What to set, by how the bridge hears the band and how the receiver sounds."""
    there_and_back, inward = -_ms(loop, frames), -_ms(loop, frames / 2)  # each way has about half
    return [
        ok("microphones, sound of this card", f"offset_ms = {there_and_back:.1f} in [[sync]] and [[midi]]"),
        ok("microphones, hardware on MIDI", f"offset_ms = {inward:.1f} in [[midi]], then by ear"),
        ok("tracks that a DAW plays", "offset_ms = 0.0: clock and tracks leave together"),
    ]


def _ms(loop: Loop, frames: float) -> float:
    return 1000.0 * frames / loop.rate


def measure(out: str, back: str) -> Loop:
    """Play the clicks and listen. Raises BridgeError when there is no server, or no such port."""
    from bridge.outputs.jack_client import opened

    # Two clients: sound that comes back to the client that played it would wait for the next cycle.
    with ExitStack() as stack:
        player, ear = (opened(f"leaderbridge-{name}") for name in ("click", "ear"))
        for client in (player, ear):
            stack.callback(client.close)
        source = _port(player, out, "playback", is_input=True)
        sink = _port(player, back, "capture", is_output=True)
        take = _Take(player, ear)
        stack.enter_context(player)
        stack.enter_context(ear)
        player.connect(take.mouth, source)
        ear.connect(sink, take.ear)
        delays = tuple(take.once() for _ in range(TIMES))
        return Loop(source.name, sink.name, player.samplerate, delays)


class _Take:
    """One click after the other from one client's port, and what the other's heard by the same frames."""

    def __init__(self, player: Any, ear: Any) -> None:
        self.mouth, self.ear = player.outports.register("out"), ear.inports.register("in")
        self._player, self._ear, self._rate = player, ear, player.samplerate
        self._click = click(self._rate)
        self._heard = np.zeros(int(LISTEN * self._rate), np.float32)
        self._begin = 0
        player.set_process_callback(self._play)
        ear.set_process_callback(self._hear)

    def once(self) -> int | None:
        """Frames from a click's begin until it was heard."""
        self._begin = self._player.frame_time + int(AHEAD * self._rate)
        self._heard[:] = 0
        time.sleep(AHEAD + LISTEN + 0.1)
        return found(self._heard, self._click)

    def _play(self, frames: int) -> None:
        """For JACK's callback: waits for nothing."""
        sound = self.mouth.get_array()
        sound[:] = 0
        _overlap(sound, self._click, self._place(self._player))

    def _hear(self, frames: int) -> None:
        """For JACK's callback: waits for nothing."""
        _overlap(self._heard, self.ear.get_array(), -self._place(self._ear))

    def _place(self, client: Any) -> int:
        """The first frame of this cycle, counted from the click's begin; JACK's count has 32 bits."""
        return int((client.last_frame_time - self._begin + 2**31) % 2**32 - 2**31)


def _overlap(into: F32, sound: F32, place: int) -> None:
    """Copy of ``sound`` what lies in ``into``, whose first sample is sample ``place`` of ``sound``."""
    begin, end = max(place, 0), min(place + len(into), len(sound))
    if begin < end:
        into[begin - place : end - place] = sound[begin:end]


def _port(client: Any, name: str, what: str, **direction: bool) -> Any:
    """The port of that name, or the sound card's first when none is given."""
    ports: Sequence[Any] = jack_ports.ports(client, is_audio=True, is_physical=not name, **direction)
    for port in ports:
        if name in ("", port.name):
            return port
    there = ", ".join(port.name for port in jack_ports.ports(client, is_audio=True, **direction)) or "none"
    raise BridgeError(f"loop-back: JACK has no {what} port {name or 'of a sound card'!r}; there are: {there}")
