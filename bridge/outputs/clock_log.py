"""The MIDI clock without a device: a desk has none, but its beat can still be judged."""

from __future__ import annotations

from bridge.outputs.clock_loop import play
from bridge.outputs.process import Leaving, Wiring
from bridge.outputs.settings import LogSettings


class Nowhere:
    """A port that nothing is connected to: what was sent is known from the loop's own log."""

    clients = 0

    def send(self, message: bytes) -> None:
        """Let ``message`` go."""

    def close(self) -> None:
        """Nothing to give back."""


def serve(settings: LogSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Run the clock in real time and tell the parent (`Sent`) what would have left, and when."""
    play(Nowhere(), "a clock without a device", wiring, settings.offset_ms, leaving)
