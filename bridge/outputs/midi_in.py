"""MIDI in: whole messages with the host second at which they came, from JACK or the system's MIDI."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic_ns
from types import MappingProxyType
from typing import Any, Protocol

from bridge.errors import BridgeError
from bridge.outputs.jack_client import opened
from bridge.outputs.midi_port import chosen
from bridge.outputs.process import Lost
from bridge.outputs.settings import MidiInSettings
from bridge.patching import LOOK, Memory, Patchbay
from bridge.quiet import hushed

KEPT = 256
"""Messages that wait at most for somebody to take them; the oldest go."""
PORT = "in"
CHECK = 1.0
"""Seconds between two looks at whether a port of the system's is there."""

Arrived = tuple[float, bytes]
"""Host second and message."""


class MidiIn(Protocol):
    """Where MIDI comes in. For one thread."""

    @property
    def where(self) -> str:
        """How to reach it, for people."""

    def take(self) -> list[Arrived]:
        """What has come since the last call; looks after the connections, too. Never waits for MIDI."""

    def close(self) -> None:
        """Give the device back."""


class JackIn:
    """The JACK MIDI port ``client:in``; ``patches`` remembers what it is connected to.

    Raises BridgeError without JACK or its server; once open, `take` raises `Lost` when the server has gone:
    JACK's library cannot be trusted to begin anew in the same process.
    """

    def __init__(self, settings: MidiInSettings, client: str, patches: Memory) -> None:
        self._client = opened(client)
        self._port = self._client.midi_inports.register(PORT)
        self._queue: deque[Arrived] = deque(maxlen=KEPT)
        self._gone = threading.Event()
        self._patchbay = Patchbay(self._client, [self._port.name], patches, {PORT: settings.port})
        self._look_at = 0.0
        self._client.set_process_callback(self._process)
        self._client.set_shutdown_callback(lambda status, reason: self._gone.set())
        self._client.activate()

    @property
    def where(self) -> str:
        """The port's name."""
        return f"JACK port {self._port.name}"

    def take(self) -> list[Arrived]:
        """What has come, each at its own frame of the cycle."""
        if self._gone.is_set():
            raise Lost("the JACK server has gone")
        if time.monotonic() >= self._look_at:
            self._patchbay.look()
            self._look_at = time.monotonic() + LOOK
        return _taken(self._queue)

    def close(self) -> None:
        """Leave JACK, unless it has left itself."""
        if not self._gone.is_set():
            self._client.close()

    def _process(self, frames: int) -> None:
        now = monotonic_ns() * 1e-9
        for offset, data in self._port.incoming_midi_events():
            # What came in during the last cycle is heard in this one, at the same place in it.
            self._queue.append((now - (frames - offset) / self._client.samplerate, bytes(data)))


class SystemIn:
    """A port of CoreMIDI, ALSA or WinMM, through mido and rtmidi; one of others that vanishes is waited for.

    Raises BridgeError when there is no such port, or no MIDI system.
    """

    def __init__(self, settings: MidiInSettings, client: str, _: Memory) -> None:
        self._settings, self._client = settings, client
        self._queue: deque[Arrived] = deque(maxlen=KEPT)
        self._port: Any = self._opened()
        self._check_at = time.monotonic() + CHECK

    @property
    def where(self) -> str:
        """The port's name."""
        return "no MIDI port" if self._port is None else f"MIDI port {self._port.name!r}"

    def take(self) -> list[Arrived]:
        """What has come."""
        if time.monotonic() >= self._check_at:
            self._check()
            self._check_at = time.monotonic() + CHECK
        return _taken(self._queue)

    def close(self) -> None:
        """Give the port back."""
        if self._port is not None:
            self._port.close()

    def _opened(self) -> Any:
        return SYSTEM[self._settings.kind](self._settings.port, self._client, self._heard)

    def _heard(self, message: Any) -> None:
        """Called by rtmidi's own thread."""
        self._queue.append((time.monotonic(), bytes(message.bytes())))

    def _check(self) -> None:
        """Notice when the other's port has gone, and when it is back."""
        if self._port is None:
            with suppress(BridgeError):
                self._port = self._opened()
        elif self._settings.kind == "port" and self._port.name not in self._port._rt.get_ports():
            self._port.close()
            self._port = None


def _virtual(name: str, client: str, heard: Callable[[Any], None]) -> Any:
    import mido

    try:
        with hushed():
            return mido.open_input(name or client, virtual=True, client_name=client, callback=heard)
    except (OSError, NotImplementedError) as error:
        raise BridgeError(
            f'[midi_in]: no virtual MIDI port here ({error}): use kind = "jack", load the ALSA sequencer '
            '(sudo modprobe snd-seq), or name an existing port with kind = "port"'
        ) from None


def _existing(part: str, _: str, heard: Callable[[Any], None]) -> Any:
    import mido

    try:
        with hushed():
            name = chosen(part, mido.get_input_names(), "MIDI input", "[midi_in] port")
            return mido.open_input(name, callback=heard)  # named, mido would make it a virtual one
    except OSError as error:
        raise BridgeError(
            f"[midi_in]: MIDI port {part!r} cannot be opened ({error}): see leaderbridge devices for others, "
            'or use kind = "jack"'
        ) from None


SYSTEM: Mapping[str, Callable[[str, str, Callable[[Any], None]], Any]] = MappingProxyType(
    {"virtual": _virtual, "port": _existing}
)
KINDS: Mapping[str, Callable[[MidiInSettings, str, Memory], MidiIn]] = MappingProxyType(
    {"jack": JackIn, "virtual": SystemIn, "port": SystemIn}
)
"""What hears each ``kind``."""


def open_midi_in(settings: MidiInSettings, client: str, patches: Memory) -> MidiIn:
    """The input that the settings name; raises BridgeError when it cannot be had.

    ``client`` is its name among JACK's clients or the system's; ``patches`` remembers JACK's connections.
    """
    return KINDS[settings.kind](settings, client, patches)


def _taken(queue: deque[Arrived]) -> list[Arrived]:
    return [queue.popleft() for _ in range(len(queue))]
