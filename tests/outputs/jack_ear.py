"""A JACK client that writes down every MIDI message and the frame at which it came."""

from __future__ import annotations

import gc
import time

import jack
import numpy as np


class JackEar:
    """Listens to one MIDI port; use as a context manager."""

    def __init__(self, source: str) -> None:
        self.client = jack.Client("ear", no_start_server=True)
        self.rate = self.client.samplerate
        self._port = self.client.midi_inports.register("in")
        self._source = source
        self._stamps: list[float] = []
        self._last: int | None = None
        self.heard: list[tuple[int, bytes]] = []
        self.client.set_process_callback(self._process)

    def _process(self, frames: int) -> None:
        start = self.client.last_frame_time
        if start == self._last:
            return  # JACK calls who was late once for each cycle missed, with the present one's messages
        self._last = start
        self._stamps.append(time.monotonic() - start / self.rate)
        for offset, event in self._port.incoming_midi_events():
            self.heard.append((start + offset, bytes(event)))

    def __enter__(self) -> JackEar:
        gc.collect()
        gc.freeze()  # what a test run has loaded takes 40 ms to walk through: cycles would be missed
        self.client.activate()
        self.client.connect(self._source, self._port)
        return self

    def __exit__(self, *_) -> None:
        self.client.deactivate()
        self.client.close()
        gc.unfreeze()

    def clocks(self) -> np.ndarray:
        """Frames of all clocks."""
        return np.array([frame for frame, data in self.heard if data == b"\xf8"])

    def host(self, frame: int) -> float:
        """The host's second of ``frame``, by the cycle that came least late."""
        return frame / self.rate + min(self._stamps)

    def slip(self) -> float:
        """Seconds that the server itself lost against the host's clock (the computer stood still)."""
        least = np.array([min(self._stamps[i : i + 10]) for i in range(0, len(self._stamps) - 10, 10)])
        return float(np.ptp(least))

    def messages(self) -> list[bytes]:
        return [data for _, data in self.heard]
