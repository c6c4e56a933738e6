"""Every kind of output, by name: a new one is a module and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bridge.outputs import clock_log, hydrogen, jack_clock, journal, link, midi_clock, osc, process
from bridge.outputs.process import Serve, Wiring

OUTPUTS: Mapping[str, Serve] = MappingProxyType(
    {
        "jack": jack_clock.serve,
        "virtual": midi_clock.serve,
        "port": midi_clock.serve,
        "log": clock_log.serve,
        "osc": osc.serve,
        "link": link.serve,
        "hydrogen": hydrogen.serve,
        "journal": journal.serve,
    }
)
"""What serves each kind of output (the ``kind`` of its settings)."""

LISTENERS = frozenset({"osc", "journal"})
"""The kinds that want every step of the session (`Wiring.steps`)."""


def run(kind: str, settings: object, wiring: Wiring) -> None:
    """Target of an output's process: serve ``kind`` until SIGTERM or the parent's death.

    Exit codes as in `process.run`: 0, `process.REFUSED`, `process.LOST`, or 1 for a defect.
    """
    process.run(OUTPUTS[kind], settings, wiring)
