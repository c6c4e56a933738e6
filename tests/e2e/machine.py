"""A drum machine on JACK, in the test's own process."""

from __future__ import annotations

import time

import jack
import numpy as np

CLOCK, START, STOP = b"\xf8", b"\xfa", b"\xfc"


class Machine:
    """What came to its port ``in``, and when in host seconds. Use as a context manager."""

    def __init__(self, name: str = "drum-machine") -> None:
        self._client = jack.Client(name, no_start_server=True)
        self._port = self._client.midi_inports.register("in")
        self.heard: list[tuple[float, bytes]] = []
        self._last: int | None = None
        self._client.set_process_callback(self._process)

    def _process(self, frames: int) -> None:
        if self._client.last_frame_time == self._last:
            return  # JACK calls who was late once for each cycle missed, with the present one's messages
        self._last = self._client.last_frame_time
        for _, data in self._port.incoming_midi_events():
            self.heard.append((time.monotonic(), bytes(data)))

    def __enter__(self) -> Machine:
        self._client.activate()
        return self

    def __exit__(self, *_) -> None:
        self.leave()

    def leave(self) -> None:
        """Go, and the port with it."""
        self._client.deactivate()
        self._client.close()

    def messages(self) -> list[bytes]:
        return [data for _, data in self.heard]

    def times(self, message: bytes) -> np.ndarray:
        return np.array([t for t, data in self.heard if data == message])
