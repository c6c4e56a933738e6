"""What live use needs, looked at one by one: what was found, and the exact command that mends it.

A check is two functions: ``check_x`` looks at this machine, ``judge_x`` makes a `Finding` of what was seen.
A check that says nothing about this machine gives None. To add one: write both, and a line in `_checks`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bridge.config import Config
from bridge.doctor import jack_server, model, portaudio, ports, python, realtime, settings
from bridge.doctor.finding import Finding

__all__ = ["Finding", "examine"]

Check = Callable[[], Finding | None]


def examine(path: Path | None = None) -> list[Finding]:
    """All findings, for the config in ``path`` (else the one in force; the defaults when it is broken)."""
    finding, config = settings.check_config(path)
    found = [check() for check in _checks(config)]
    return [finding, *(answer for answer in found if answer is not None)]


def _checks(config: Config) -> list[Check]:
    """The checks that this config calls for, in the order in which a person would go through them."""
    uses_jack = config.audio.backend == "jack" or any(out.kind == "jack" for out in config.midi)
    return [
        python.check_version,
        python.check_packages,
        lambda: model.check_model(config),
        *(_jack(config) if uses_jack else []),
        lambda: portaudio.check_devices(config.audio.backend, config.audio.device),
        portaudio.check_microphone,
        lambda: ports.check_midi([out.kind for out in config.midi]),
        lambda: ports.check_osc(config.osc.host, config.osc.port),
        realtime.check_scheduling,
        realtime.check_governor,
    ]


def _jack(config: Config) -> list[Check]:
    return [
        jack_server.check_library,
        jack_server.check_pyo,
        lambda: jack_server.check_server(config.audio.server),
        jack_server.check_pipewire,
    ]
