"""What live use needs, looked at one by one: what was found, and the exact command that mends it.

A check is two functions: ``check_x`` looks at this machine, ``judge_x`` says what was seen: a `Finding`,
several, or None where there is nothing to say. To add one: write both, and a line in one of the tables below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bridge.app.live import use_server
from bridge.config import Config, default_path
from bridge.doctor import (
    jack_graph,
    jack_server,
    model,
    osc_ear,
    portaudio,
    ports,
    python,
    realtime,
    settings,
    sound,
)
from bridge.doctor.finding import Finding

__all__ = ["Finding", "examine"]

Answer = Finding | Iterable[Finding] | None
Check = Callable[["Patient"], Answer]


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined: the ``config``, its file ``path``, and for how many ``seconds`` its buses are heard.

    ``seconds`` 0: not at all. ``running``: a bridge answers at the config's OSC port.
    """

    config: Config
    path: Path
    seconds: float
    running: bool


def examine(path: Path | None = None, seconds: float = 0.0) -> list[Finding]:
    """All findings, for the config in ``path`` (else the one in force; the defaults when it is broken).

    With ``seconds`` the buses are listened to for so long, while a bridge runs or not.
    """
    finding, config = settings.check_config(path)
    use_server(config.audio.server)
    running = osc_ear.answers(config.osc.host, config.osc.port)
    patient = Patient(config, path or default_path(), seconds, running)
    return [finding, *(found for check in _checks(patient) for found in _all(check(patient)))]


def _all(answer: Answer) -> Iterator[Finding]:
    if isinstance(answer, Finding):
        yield answer
    elif answer is not None:
        yield from answer


def _checks(patient: Patient) -> Iterator[Check]:
    """The checks that this patient calls for, in the order in which a person would go through them."""
    config = patient.config
    yield from PROGRAM
    if config.audio.backend == "jack" or any(output.kind == "jack" for output in config.midi):
        yield from JACK
    if config.audio.backend == "portaudio":
        yield from PORTAUDIO
    yield from WAYS_OUT
    yield from MACHINE
    if patient.seconds:
        yield lambda it: sound.check_sound(it.config, it.path, it.seconds)


PROGRAM: tuple[Check, ...] = (
    lambda it: python.check_version(),
    lambda it: python.check_packages(),
    lambda it: model.check_model(it.config),
    lambda it: model.check_ears(it.config),
)
JACK: tuple[Check, ...] = (
    lambda it: jack_server.check_library(),
    lambda it: jack_server.check_pyo(),
    lambda it: jack_server.check_server(it.config.audio.server),
    lambda it: jack_graph.check_graph(it.config),
    lambda it: jack_server.check_pipewire(),
)
PORTAUDIO: tuple[Check, ...] = (lambda it: portaudio.check_devices(it.config.audio, it.config.bus),)
WAYS_OUT: tuple[Check, ...] = (
    lambda it: ports.check_midi([out.kind for out in it.config.midi]),
    lambda it: ports.check_named(it.config.midi),
    lambda it: ports.check_osc(it.config.osc.host, it.config.osc.port, it.running),
    lambda it: ports.check_page(it.config.dashboard, it.running),
)
MACHINE: tuple[Check, ...] = (
    lambda it: realtime.check_scheduling(),
    lambda it: realtime.check_governor(),
)
