"""The clock on JACK: MIDI clock, clicks and sync pulses, each at its own frame, from one process callback.

One process plays all ports, so that what belongs to one moment lies on one frame; a second one may stand by
with ports of its own, which are patched alike when it plays (`bridge.outputs.standby`).
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from time import monotonic_ns, sleep
from typing import Any, TypeVar

from bridge import jack_ports
from bridge.outputs import standby
from bridge.outputs.board import Board
from bridge.outputs.cycle_log import CycleLog
from bridge.outputs.health import HealthBlock
from bridge.outputs.jack_client import awaited, opened
from bridge.outputs.jack_frames import FrameClock
from bridge.outputs.jack_rack import Rack, Track
from bridge.outputs.jack_timebase import Timebase, TransportVoice
from bridge.outputs.jack_voices import VOICES, MidiVoice
from bridge.outputs.process import Leaving, Lost, Ready, Sent, Wiring, ask_for_real_time
from bridge.outputs.settings import MidiSettings, SyncSettings
from bridge.outputs.standby import Duty, Place
from bridge.patching import LOOK, Memory, Patchbay

CLIENTS = {Place.FIRST: "leaderbridge-clock", Place.STANDBY: "leaderbridge-standby"}
"""The JACK client of each of the two processes."""
CLIENT, PORT = CLIENTS[Place.FIRST], "clock"
FAREWELL = 0.5
"""Seconds in which the last Stop must have left."""
CYCLES = 0.05
"""Seconds in which the cycle of the last Stop must have reached its receivers."""
TELL = 5
"""Looks at the other process between two tellings of what was sent."""
PATCH = round(LOOK / standby.LOOK)
"""Looks at the other process between two at the connections."""
PATIENCE = 1.0
"""Seconds after which a connection that JACK has agreed to and does not play is waited for no longer."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Part:
    """One port: its short ``name``, the ``kind`` of voice (`VOICES`), the settings of the output that it is.

    ``output`` is the output's name among people, ``slot`` its place among the offsets on the board,
    ``health`` the name of its block.
    """

    name: str
    kind: str
    settings: MidiSettings | SyncSettings
    output: str
    slot: int
    health: str


@dataclass(frozen=True, slots=True)
class Parts:
    """All ports of the clock, and what the two processes share: names of shared memory.

    ``duty`` says whose turn it is, ``patches`` what the ports are connected to.
    """

    ports: tuple[Part, ...]
    duty: str
    patches: str
    place: Place = Place.FIRST
    timebase: bool = False


def serve(parts: Parts, wiring: Wiring, leaving: Leaving) -> None:
    """Play the board's beat on all ports, or stand by to do so.

    Raises BridgeError without JACK or its server at the first start, `Lost` when the server goes.
    """
    with ExitStack() as stack:
        duty = Duty.attach(parts.duty, parts.place)
        stack.callback(duty.close)
        name = CLIENTS[parts.place]
        client = awaited(name, leaving.wait) if duty.successor else opened(name)
        if client is None:
            return
        stack.callback(client.close)
        logs = [stack.enter_context(CycleLog(_log_of(part))) for part in parts.ports]
        process = _Process(client, parts, wiring, duty, logs)
        client.activate()
        stack.callback(client.deactivate)
        process.run(leaving)


class _Process:
    """The client with its ports, from the main thread's side."""

    def __init__(self, client: Any, parts: Parts, wiring: Wiring, duty: Duty, logs: list[CycleLog]) -> None:
        self._client, self._parts, self._wiring, self._duty, self._logs = client, parts, wiring, duty, logs
        self._gone = threading.Event()
        self._broken: Exception | None = None
        self._ports = [_registered(client, part) for part in parts.ports]
        self._frames = FrameClock(client.samplerate)
        tracks = [self._track(port, part) for port, part in zip(self._ports, parts.ports, strict=True)]
        first = parts.ports[0]
        if parts.timebase:
            tracks.append(Track(TransportVoice(client), HealthBlock.attach(wiring.health), *_moved(first)))
        self._timebase = Timebase(client, self._frames, Board.attach(wiring.board), *_moved(first))
        self._rack = Rack(self._frames, Board.attach(wiring.board), tracks, duty)
        self._patchbay = Patchbay(
            client,
            [port.name for port in self._ports],
            Memory.attach(parts.patches),
            {part.name: part.settings.port for part in parts.ports},
        )
        self._set_callbacks()

    def _track(self, port: Any, part: Part) -> Track:
        voice = VOICES[part.kind](port, part.settings, self._client.samplerate)
        block = HealthBlock.attach(part.health)
        return Track(voice, block, *_moved(part), bool(_log_of(part)))

    def _set_callbacks(self) -> None:
        from jack import CallbackExit  # JACK's library is not everywhere

        def process(frames: int) -> None:
            try:
                self._rack.cycle(self._client.last_frame_time, monotonic_ns(), frames)
            except Exception as why:
                self._broken = why
                raise CallbackExit from why  # JACK would never call it again anyway

        def xrun(_: float) -> None:
            for track in self._rack.tracks:
                track.meter.xruns += 1

        self._client.set_process_callback(process)
        self._client.set_xrun_callback(xrun)
        self._client.set_shutdown_callback(lambda status, reason: self._gone.set())

    def run(self, leaving: Leaving) -> None:
        """The main thread, until the server goes or the process shall go."""
        ask_for_real_time()
        self._patch()
        self._wiring.news.send(Ready(self._wiring.name, f"JACK port {self._ports[0].name}"))
        self._duty.prepare(self._heard())
        looks = 0
        while not leaving.wait(standby.LOOK):
            self._duty.look()
            if self._duty.heir and self._has_left(CLIENT):
                self._patchbay.look()
                self._duty.succeed(self._heard())
            if self._parts.timebase:
                self._timebase.look(self._duty.playing)
            looks += 1
            if looks % PATCH == 0:
                self._patch()
            if looks % TELL == 0:
                self._tell()
            self._check()
        self._leave()

    def _check(self) -> None:
        """Raises what the callback has raised, and `Lost` when the server has gone: both are begun anew."""
        if self._broken is not None:
            raise self._broken
        if self._gone.is_set():
            self._tell()
            raise Lost("the JACK server has gone")

    def _has_left(self, client: str) -> bool:
        """Whether JACK's graph is rid of ``client``: until then receivers wait for it and hear nobody."""
        return not jack_ports.ports(self._client, f"^{client}:")

    def _patch(self) -> None:
        """The one that plays, or is about to, has the connections, and remembers what people change of them.

        The other has none: a receiver waits for all that it is connected to, also when that has died.
        """
        if self._duty.patched:
            self._patchbay.look()
        else:
            self._patchbay.clear()

    def _heard(self) -> Callable[[], bool]:
        """Whether all that the ports are connected to hears them; for JACK's callback, which alone sees the
        graph that plays and is not made to wait for the next.

        JACK takes over a connection only with a cycle that all programs finished in time, or after some that
        they did not (its ``JackEngine::Process``): clocks played before that would be lost for the receivers.
        """
        made = Counter(own for own, _ in self._patchbay.made)
        wanted = [(port, made[part.name]) for port, part in zip(self._ports, self._parts.ports, strict=True)]
        end = monotonic_ns() + int(PATIENCE * 1e9)
        return lambda: all(port.number_of_connections >= n for port, n in wanted) or monotonic_ns() > end

    def _leave(self) -> None:
        self._rack.leaving = True
        if self._duty.playing:
            self._rack.left.wait(FAREWELL)
            sleep(CYCLES)
        self._tell()

    def _tell(self) -> None:
        for port, part, track, log in zip(
            self._ports, self._parts.ports, self._rack.tracks, self._logs, strict=False
        ):
            track.meter.clients = port.number_of_connections
            log.write(_drained(track.cycles))
            if isinstance(track.voice, MidiVoice) and (sent := tuple(_drained(track.voice.log))):
                self._wiring.news.send(Sent(part.output, sent))
        self._wiring.news.flush()


def _registered(client: Any, part: Part) -> Any:
    ports = client.midi_outports if part.kind == "jack" else client.outports
    return ports.register(part.name)


def _moved(part: Part) -> tuple[int, float]:
    """Where the board holds the port's offset, and what it is while the board holds none."""
    return part.slot, part.settings.offset_ms


def _log_of(part: Part) -> str:
    return part.settings.log if isinstance(part.settings, MidiSettings) else ""


def _drained(queue: deque[_T]) -> Iterator[_T]:
    """What another thread has put into ``queue`` so far."""
    return iter([queue.popleft() for _ in range(len(queue))])
