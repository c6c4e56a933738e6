"""MIDI clock on JACK: each byte at its own frame, written by JACK's process callback."""

from __future__ import annotations

import os
import threading
from collections import deque
from contextlib import suppress
from time import monotonic_ns, sleep
from typing import Any, TypeVar

from bridge.clock.hostfit import HostFit
from bridge.clock.pulses import Pulse, pulses
from bridge.errors import BridgeError
from bridge.outputs.board import Board
from bridge.outputs.cycle_log import Cycle, CycleLog
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.midi import message
from bridge.outputs.process import Leaving, Lost, Ready, Sent, Wiring
from bridge.outputs.settings import MidiSettings
from bridge.types import Timeline, Transport

CLIENT = "leaderbridge-clock"
PORT = "clock"
LOG = 4096
"""Messages kept for the parent between two looks of the main thread."""
FAREWELL = 0.5
"""Seconds in which the last Stop must have left."""
CYCLES = 0.05
"""Seconds in which the cycle of the last Stop must have reached its receivers."""
_T = TypeVar("_T")
_WRAP = 1 << 32
"""JACK counts frames in 32 bits: they start anew after a day at 48 kHz."""


class FrameClock:
    """JACK's frames ↔ host seconds: frames never wrap, host time never jitters.

    Realtime-safe: yes.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._fit = HostFit()
        self._frame: int | None = None

    @property
    def settled(self) -> bool:
        """Whether enough cycles have been seen."""
        return self._fit.settled

    def cycle(self, frame_time: int, host_ns: int) -> int:
        """Take in a cycle that began at ``frame_time`` (mod 2³²); its unwrapped frame."""
        past = self._frame if self._frame is not None else frame_time
        self._frame = past + (frame_time - past) % _WRAP
        self._fit.push(self._frame / self.rate, host_ns)
        return self._frame

    def host(self, frame: int) -> float:
        """Host seconds of ``frame``."""
        return self._fit.host(frame / self.rate)

    def frame(self, host: float) -> float:
        """The frame, with its fraction, at ``host`` seconds."""
        return self._fit.stream(host) * self.rate


class CycleWriter:
    """What the process callback does: the pulses of one cycle, each at its frame.

    ``write(offset, message)`` puts a message into the port's buffer. No JACK in here.
    Realtime-safe: as far as Python is; no lock, no system call, a few small objects.
    """

    def __init__(
        self, frames: FrameClock, board: Board, health: HealthBlock, slot: int, offset_ms: float, now: float
    ) -> None:
        self.meter = Meter(health)
        self.log: deque[tuple[float, bytes]] = deque(maxlen=LOG)
        self.cycles: deque[Cycle] = deque(maxlen=LOG)
        self.leaving = False
        self.left = threading.Event()
        self._frames = frames
        self._board = board
        self._slot = slot
        self._offset_ms = offset_ms
        self._cursor = health.read().cursor(now)

    def cycle(self, frame_time: int, host_ns: int, count: int, write: Any) -> None:
        """Write what is due in the ``count`` frames from ``frame_time`` on."""
        first = self._frames.cycle(frame_time, host_ns)
        if not self._frames.settled:
            return
        timeline, transport = self._wanted()
        start, end = self._frames.host(first), self._frames.host(first + count)
        self.cycles.append(Cycle(first, count, start, end, timeline))
        due, self._cursor = pulses(timeline, transport, self._cursor, start, end)
        last = -1
        for pulse in due:
            last = min(max(last + 1, int(self._frames.frame(pulse.t) - first)), count - 1)
            self._write(pulse, last, write)
        if due:
            self.meter.post(self._cursor)
        if self.leaving and not self._cursor.queue:
            self.left.set()

    def _wanted(self) -> tuple[Timeline | None, Transport]:
        if self.leaving:
            return None, Transport(serial=self._cursor.serial)
        posting = self._board.read()
        return posting.timeline(self._slot, self._offset_ms), posting.beat.transport

    def _write(self, pulse: Pulse, offset: int, write: Any) -> None:
        data = message(pulse)
        write(offset, data)
        self.meter.sent(pulse.t - pulse.due)
        self.log.append((pulse.t, data))


def serve(settings: MidiSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Send the board's beat from the JACK port ``leaderbridge-clock:clock``.

    Raises BridgeError without JACK or its server at the start, `Lost` when the server goes.
    """
    client = _opened()
    gone = threading.Event()
    writer = CycleWriter(
        FrameClock(client.samplerate),
        Board.attach(wiring.board),
        HealthBlock.attach(wiring.health),
        wiring.slot,
        settings.offset_ms,
        monotonic_ns() * 1e-9,
    )
    port = client.midi_outports.register(PORT)
    _set_callbacks(client, port, writer, gone)
    client.activate()
    _connect(client, port, settings.port)
    wiring.news.send(Ready(wiring.name, f"JACK port {port.name}"))
    with CycleLog(settings.log) as log:
        _watch(wiring, leaving, writer, port, gone, log)
    client.deactivate()
    client.close()


def _opened() -> Any:
    """A new JACK client; raises BridgeError when there is no JACK."""
    try:
        import jack
    except OSError:
        raise BridgeError('JACK is not installed: sudo apt install jackd2, or use kind = "virtual"') from None
    jack.set_error_function(lambda text: None)
    jack.set_info_function(lambda text: None)
    try:
        return jack.Client(CLIENT, no_start_server=True)
    except jack.JackError:
        name = os.environ.get("JACK_DEFAULT_SERVER", "default")
        raise BridgeError(
            f"no JACK server {name!r} is running: start it (jackd, qjackctl or PipeWire), "
            'or use kind = "virtual"'
        ) from None


def _set_callbacks(client: Any, port: Any, writer: CycleWriter, gone: threading.Event) -> None:
    def process(frames: int) -> None:
        port.clear_buffer()
        writer.cycle(client.last_frame_time, monotonic_ns(), frames, port.write_midi_event)

    def xrun(_: float) -> None:
        writer.meter.xruns += 1

    client.set_process_callback(process)
    client.set_xrun_callback(xrun)
    client.set_shutdown_callback(lambda status, reason: gone.set())


def _connect(client: Any, port: Any, part: str) -> None:
    """Connect ``port`` to every MIDI input whose name contains ``part``; to none if it is empty."""
    import jack

    receivers = client.get_ports(is_midi=True, is_input=True) if part else ()
    for receiver in receivers:
        if part.casefold() in receiver.name.casefold():
            with suppress(jack.JackError):  # it left just now, or somebody else connected it
                client.connect(port, receiver)


def _watch(
    wiring: Wiring, leaving: Leaving, writer: CycleWriter, port: Any, gone: threading.Event, log: CycleLog
) -> None:
    """The main thread: pass on the log until the server goes or the process shall go."""
    while not leaving.wait():
        if gone.is_set():
            _tell(wiring, writer, log)
            raise Lost("the JACK server has gone")
        writer.meter.clients = port.number_of_connections
        _tell(wiring, writer, log)
    writer.leaving = True
    writer.left.wait(FAREWELL)
    sleep(CYCLES)
    _tell(wiring, writer, log)


def _tell(wiring: Wiring, writer: CycleWriter, log: CycleLog) -> None:
    log.write(_drained(writer.cycles))
    entries = tuple(_drained(writer.log))
    if entries:
        wiring.news.send(Sent(wiring.name, entries))
    wiring.news.flush()


def _drained(queue: deque[_T]) -> list[_T]:
    """What another thread has put into ``queue`` so far."""
    return [queue.popleft() for _ in range(len(queue))]
