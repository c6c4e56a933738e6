"""A JACK client that writes down every MIDI message and the frame at which it came."""

from __future__ import annotations

import threading

import jack
import numpy as np


class JackEar:
    """Listens to one MIDI port; use as a context manager."""

    def __init__(self, source: str) -> None:
        self.client = jack.Client("ear", no_start_server=True)
        self.rate = self.client.samplerate
        self._port = self.client.midi_inports.register("in")
        self._source = source
        self._came = threading.Event()
        self.heard: list[tuple[int, bytes]] = []
        self.client.set_process_callback(self._process)

    def _process(self, frames: int) -> None:
        start = self.client.last_frame_time
        for offset, event in self._port.incoming_midi_events():
            self.heard.append((start + offset, bytes(event)))

    def __enter__(self) -> JackEar:
        self.client.activate()
        self.client.connect(self._source, self._port)
        return self

    def __exit__(self, *_) -> None:
        self.client.deactivate()
        self.client.close()

    def clocks(self) -> np.ndarray:
        """Frames of all clocks."""
        return np.array([frame for frame, data in self.heard if data == b"\xf8"])

    def messages(self) -> list[bytes]:
        return [data for _, data in self.heard]
