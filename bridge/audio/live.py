"""The audio process: from pyo's callback into the ring, and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from bridge.audio.process import Exit, Opened, manners, tell
from bridge.audio.ring import Ring
from bridge.audio.settings import AudioSettings, BusSettings
from bridge.lifeline import cut

if TYPE_CHECKING:
    from bridge.audio.engine import Halves
    from bridge.audio.jack_input import JackInput
    from bridge.audio.portaudio_input import PortAudioInput

LOOK = 0.25
"""Seconds between two looks at whether the device still runs, and at what it is connected to."""
LOOKS = 5
"""Looks without a callback after which the device is taken for lost."""


def serve(
    settings: AudioSettings,
    buses: Sequence[BusSettings],
    ring_name: str,
    conn: Connection,
    lifeline: Connection | None = None,
    patches: str = "",
) -> None:
    """Hear the buses and write them to the ring: the target of a spawned process.

    ``patches`` names the `bridge.patching.Memory` of what JACK's ports are connected to; empty: nothing
    is remembered.

    ``conn`` gets ``("ready", Opened)`` once the ports exist, or ``("failed", message)`` with one
    line for a person. The process ends as `bridge.audio.process.Exit` says: cleanly on SIGTERM,
    or when ``lifeline`` is cut (None: ``conn``, as it is by a parent that died); with `Exit.LOST` when the
    server or device is gone or changed its period, so that a supervisor may start it again.
    """
    with manners(conn):
        from bridge.audio.engine import Graph  # loads pyo: only in this process

        device = _open(settings, buses, patches)
        ring = Ring.attach(ring_name)
        ring.begin(device.rate, device.period)
        graph = Graph(device.channels, device.rate, device.period)
        tap = Tap(graph.halves, ring, device.lost, device.ahead_ns)
        device.server.setCallback(tap)
        device.server.start()
        tell(conn, "ready", Opened(device.rate, device.period, device.inputs))
        try:
            _watch(lifeline or conn, tap, device.look)
        finally:
            device.close()


class Tap:
    """What pyo calls at the start of each period: copies the half that is complete to the ring.

    At that moment pyo has not yet touched the period that begins; the one before lies whole in
    its half; its last frame belongs to the moment ``ahead_ns`` after *its* callback.
    ``lost(now_ns)`` says how many frames are missing just before the period that begins.
    """

    def __init__(self, halves: Halves, ring: Ring, lost: Callable[[int], int], ahead_ns: int) -> None:
        self._halves, self._ring, self._lost, self._ahead = halves, ring, lost, ahead_ns
        self.turns = 0
        self._then = (0, 0)

    def __call__(self) -> None:
        """Real-time safe but for the interpreter lock: copies, and makes no array."""
        now = time.monotonic_ns()
        if self.turns:
            self._ring.write(self._halves[(self.turns - 1) % 2], *self._then)
        self._then = now + self._ahead, self._lost(now)
        self.turns += 1


def _open(settings: AudioSettings, buses: Sequence[BusSettings], patches: str) -> JackInput | PortAudioInput:
    if settings.backend == "jack":
        from bridge.audio.jack_input import JackInput

        return JackInput(settings, buses, patches)
    from bridge.audio.portaudio_input import PortAudioInput

    return PortAudioInput(settings, buses)


def _watch(lifeline: Connection, tap: Tap, look: Callable[[], None]) -> None:
    """Sleep until nobody looks after this process; leave at once if no callback came for over a second.

    ``look`` sees to the connections. Looks are counted, not seconds, so that a process that was suspended
    is not taken for stalled. Without the device pyo's own farewell would wait for ever, hence the hard exit.
    """
    seen, idle = 0, 0
    while not cut(lifeline, LOOK):
        idle = 0 if tap.turns != seen else idle + 1
        seen = tap.turns
        if idle >= LOOKS:
            os._exit(Exit.LOST)
        if not idle:
            look()
