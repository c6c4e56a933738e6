"""A pedalboard on JACK, in the test's own process."""

from __future__ import annotations

import sys
from collections import deque

import jack


class Pedalboard:
    """Sends whole MIDI messages from its port ``pedalboard:out``. Use as a context manager."""

    def __init__(self) -> None:
        self.client = jack.Client("pedalboard", no_start_server=True)
        self._port = self.client.midi_outports.register("out")
        self._queue: deque[bytes] = deque()
        self.client.set_process_callback(self._process)

    def _process(self, frames: int) -> None:
        self._port.clear_buffer()
        for offset in range(len(self._queue)):
            self._port.write_midi_event(offset, self._queue.popleft())

    def __enter__(self) -> Pedalboard:
        self.client.activate()
        return self

    def __exit__(self, *_) -> None:
        self.client.deactivate()
        self.client.close()

    def send(self, *messages: bytes) -> None:
        self._queue.extend(messages)

    @property
    def connected(self) -> set[str]:
        return {port.name for port in self.client.get_all_connections(self._port)}


def main() -> None:
    """Send what stdin says, a message in hexadecimal a line, until it ends."""
    with Pedalboard() as pedals:
        print("ready", flush=True)
        for line in sys.stdin:
            pedals.send(bytes.fromhex(line))


if __name__ == "__main__":
    main()
