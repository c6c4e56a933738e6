"""Sound from JACK: one port a bus (two for stereo), and JACK's own count of frames."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from typing import Any

from bridge import jack_ports
from bridge.audio.engine import pyo
from bridge.audio.loss import CountedLoss
from bridge.audio.process import Exit
from bridge.audio.settings import AudioSettings, BusSettings, assign_channels, named
from bridge.errors import BridgeError
from bridge.names import unique_slugs
from bridge.patching import Memory, Patchbay
from bridge.quiet import hushed

START = "jackd -d alsa -r 48000 -p 256"
PATIENCE = 2.0
"""Seconds to wait for the ports of a killed predecessor to vanish."""


class JackInput:
    """A booted pyo server with ports named after the buses, and a second client that watches JACK.

    pyo says nothing of lost cycles, and its buffers do not grow with JACK's period: it would
    write behind them. So the watcher, a client without ports, reads the frame count, and stops pyo
    when the period changes, before JACK goes on; the process then ends, as when the server is gone.
    ``patches`` names the memory of what the ports are connected to; empty: nothing is remembered.
    """

    def __init__(self, settings: AudioSettings, buses: Sequence[BusSettings], patches: str = "") -> None:
        self._watch = _connect(settings)
        _await_name(self._watch, settings.client)
        self.rate: int = self._watch.samplerate
        self.period: int = self._watch.blocksize
        self.channels, ports = port_names(buses)
        self.server = pyo.Server(
            sr=self.rate,
            nchnls=1,
            ichnls=len(ports),
            buffersize=self.period,
            audio="jack",
            jackname=settings.client,
            verbosity=0,
        )
        self.server.deactivateMidi()
        self.server.setJackAuto(False, False)
        with hushed():
            self.server.boot()
        if not self.server.getIsBooted():
            raise BridgeError(
                f"JACK refused the client {settings.client!r} with {len(ports)} ports: "
                "restart jackd with more ports (-p), or use fewer buses"
            )
        self.server.setJackInputPortNames(list(ports))
        self.server.setJackOutputPortNames(["silence"])
        self.inputs = tuple(f"{settings.client}:{port}" for port in ports)
        self._loss = CountedLoss(self.period)
        self._outgrown = False
        self._watch.set_blocksize_callback(self._resized)
        self._watch.set_shutdown_callback(lambda *_: os._exit(Exit.LOST))
        self._patchbay = Patchbay(self._watch, self.inputs, Memory.attach(patches)) if patches else None
        self._watch.activate()

    @property
    def ahead_ns(self) -> int:
        """Nanoseconds from a period's callback to the moment of its last frame: the period itself.

        What a JACK client plays in a cycle sounds, with all else of that cycle, from its first
        frame on; so a clock at frame f is heard with what a DAW played at frame f.
        """
        return self.period * 1_000_000_000 // self.rate

    def lost(self, _now_ns: int) -> int:
        """Frames that JACK counted and pyo did not see before this period.

        To be called once in each of pyo's callbacks. Real-time safe: reads JACK's shared memory.
        """
        return self._loss.turn(self._watch.last_frame_time)

    def look(self) -> None:
        """Keep the ports connected; to be called a few times a second, not in a callback.

        After a change of the period the process ends as `Exit.LOST`.
        """
        if self._outgrown:
            os._exit(Exit.LOST)
        if self._patchbay is not None:
            self._patchbay.look()

    def close(self) -> None:
        """Leave JACK."""
        self.server.stop()
        self.server.shutdown()
        self._watch.close()

    def _resized(self, period: int) -> None:
        """JACK waits in here, and all clients with it: to end now would hold up the music for ten seconds."""
        if period != self.period:
            self.server.stop()
            self._outgrown = True


def port_names(buses: Sequence[BusSettings]) -> tuple[tuple[tuple[int, ...], ...], tuple[str, ...]]:
    """For each bus the numbers of its ports, from 1, and the names of all ports in that order.

    A mono bus has a port of its name, a stereo one two: ``drums_l`` and ``drums_r``.
    """
    wanted = [
        (f"{bus.name}_l", f"{bus.name}_r") if len(channels) == 2 else (bus.name,)
        for bus, channels in zip(named(buses), assign_channels(buses), strict=True)
    ]
    names = unique_slugs(name for names in wanted for name in names)
    numbers = iter(range(1, len(names) + 1))
    return tuple(tuple(next(numbers) for _ in names) for names in wanted), names


def _library() -> Any:
    try:
        import jack
    except OSError:
        raise BridgeError(
            "JACK's library is not installed: apt install libjack-jackd2-0, "
            'or set audio.backend = "portaudio"'
        ) from None
    if not pyo.withJack():
        raise BridgeError(
            "this pyo was built without JACK, as all wheels for macOS and Windows are: "
            'set audio.backend = "portaudio"'
        )
    return jack


def _connect(settings: AudioSettings) -> Any:
    """The watching client, once it is sure that a server runs: pyo would start one by itself."""
    jack = _library()
    os.environ["JACK_NO_START_SERVER"] = "1"
    if settings.server:
        os.environ["JACK_DEFAULT_SERVER"] = settings.server
    try:
        with hushed():
            return jack.Client(f"{settings.client}-watch", no_start_server=True)
    except jack.JackOpenError:
        name = os.environ.get("JACK_DEFAULT_SERVER", "default")
        raise BridgeError(
            f'no JACK server {name!r} runs here: start one ({START}), or set audio.backend = "portaudio"'
        ) from None


def _await_name(watch: Any, client: str) -> None:
    end = time.monotonic() + PATIENCE
    while jack_ports.ports(watch, f"^{re.escape(client)}:"):
        if time.monotonic() > end:
            raise BridgeError(
                f"JACK already has a client {client!r}: end the other leaderbridge, "
                "or set audio.client to another name"
            )
        time.sleep(0.05)
