"""Recordings and the demo band without the wall clock: a loop over the live step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from bridge import __version__
from bridge.analysis import EARS as LIVE_EARS
from bridge.analysis import ears_named
from bridge.audio.demo import DemoBand, Truth
from bridge.audio.source import Source
from bridge.audio.stems import Stems
from bridge.clock.pulses import Cursor, pulses
from bridge.config import Config
from bridge.leader import Leader
from bridge.offline.ahead import listen_ahead
from bridge.offline.listening import EARS, Listen, Task
from bridge.offline.listening import listen as here
from bridge.outputs import picture, summary
from bridge.outputs.recorder import ClockLog, Recorder
from bridge.outputs.truth import write_truth
from bridge.report import jams, page
from bridge.session import Session
from bridge.types import HOP, RATE, Beat, Bus, Step

Progress = Callable[[float], None]
"""Told how much is done, 0 to 1."""


def analyse(
    stems: Sequence[Path],
    out: Path,
    config: Config,
    pad: bool,
    progress: Progress,
    ears: Sequence[str] = EARS,
    listen: Listen = listen_ahead,
) -> dict[str, Any]:
    """Write what the bridge hears and decides in a recording's ``stems`` into the folder ``out``.

    ``ears`` are names in `bridge.analysis.EARS`. Gives the summary. Raises `BridgeError` for input
    that cannot be used; nothing is left then.
    """
    began = time.monotonic()
    with closing(Stems.open(stems, pad)) as source:
        names, seconds = source.names, source.seconds
    machines = {bus.name for bus in config.buses if bus.machine}
    buses = tuple(Bus(name, name in machines) for name in names)
    task = Task(partial(Stems.open, tuple(stems), pad), buses, tuple(ears_named(ears)))
    leader = Leader(buses, config.leader)
    with Recorder(out, names) as recorder:
        for step in steps(task, Session(buses, leader, config.clock), listen):
            recorder.write(step)
            progress(min(1.0, step.t / seconds))
    wall = time.monotonic() - began
    made_from = fingerprint(stems, config, pad, task.ears)
    run = summary.Run(asdict(config), leader.info, seconds, wall, task.ears, made_from)
    return finish(out, summary.build(out, run))


def fingerprint(stems: Sequence[Path], config: Config, pad: bool, ears: Sequence[str]) -> str:
    """What tells whether a result is still good: the same stems, settings, ears and version give the same."""
    files = sorted(path for stem in stems for path in ([stem] if stem.is_file() else stem.iterdir()))
    facts = [(path.name, (at := path.stat()).st_size, at.st_mtime_ns) for path in files]
    return sha256(repr((__version__, facts, config, pad, tuple(ears_named(ears)))).encode()).hexdigest()


def demo(
    seconds: float, seed: int, out: Path, config: Config, keep_audio: bool, progress: Progress
) -> dict[str, Any]:
    """Let the demo band play ``seconds`` as fast as it goes; what is decided depends on ``seed`` alone."""
    band = DemoBand(seconds, seed)
    buses = tuple(Bus(name) for name in band.names)
    task = Task(partial(DemoBand, seconds, seed), buses, (*LIVE_EARS, *config.ears.names))
    leader = Leader(buses, config.leader)
    began = time.monotonic()
    with Recorder(out, band.names) as recorder, closing(ClockLog(out)) as clock:
        sent = PulseWriter(clock)
        for step in steps(task, Session(buses, leader, config.clock), listen_ahead):
            recorder.write(step)
            sent.write(step.beat)
            progress(min(1.0, step.t / seconds))
    run = summary.Run(asdict(config), leader.info, seconds, time.monotonic() - began, task.ears)
    if keep_audio:
        keep(DemoBand(seconds, seed), out)
    return judged(band.truth, out, run, summary.Losses())


def judged(truth: Truth, out: Path, run: summary.Run, losses: summary.Losses) -> dict[str, Any]:
    """Put the truth beside a run of the demo band, and say how the run stands to it."""
    write_truth(out, truth, run.duration)
    return finish(out, summary.build_demo(out, run, losses))


def finish(out: Path, result: dict[str, Any]) -> dict[str, Any]:
    """Write the summary and, from all that lies there, the report: page, picture and JAMS."""
    summary.write(out, result)
    page.write(out)
    jams.write(out)
    picture.draw(out)
    return result


def steps(task: Task, session: Session, listen: Listen = here) -> Iterator[Step]:
    """All steps of a task, as the live bridge would make them of the same sound."""
    for t, readings in listen(task):
        yield session.follow(t, readings)


def keep(source: Source, out: Path) -> None:
    """Write what a source plays as one WAV a bus into ``out``/audio."""
    folder = out / "audio"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = [
            stack.enter_context(soundfile.SoundFile(folder / f"{name}.wav", "w", source.rate, 1))
            for name in source.names
        ]
        while (samples := source.read(RATE)).shape[1]:
            for file, row in zip(files, samples, strict=True):
                file.write(np.ascontiguousarray(row))


class PulseWriter:
    """What a MIDI output would have sent, written down in stream time."""

    def __init__(self, log: ClockLog) -> None:
        self._log = log
        self._cursor = Cursor()

    def write(self, beat: Beat) -> None:
        """The pulses from ``beat`` until the next hop."""
        sent, self._cursor = pulses(beat.timeline, beat.transport, self._cursor, beat.t, beat.t + HOP / RATE)
        for pulse in sent:
            self._log.write(pulse.t, pulse.kind)
