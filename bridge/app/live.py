"""``run`` and ``test-clock``: the bridge until somebody ends it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from bridge.app.news import Report
from bridge.app.rig import AudioWork, Output, Rig
from bridge.app.view import Known, Show, completed
from bridge.audio import live
from bridge.audio.manual import serve_manual
from bridge.audio.stems import Stems
from bridge.config import Config
from bridge.names import unique_slugs
from bridge.outputs.process import Leaving, Sent
from bridge.status import Status
from bridge.types import Beat, Bus, State, Timeline, Transport

Ready = Callable[[], None]
"""Called once all ports exist."""
LOOK = 0.05
"""Seconds between two looks of the parent."""


def run(config: Config, show: Show, ready: Ready, stems: Sequence[Path] = ()) -> None:
    """Follow the musicians until SIGINT or SIGTERM; calls ``ready`` once all ports exist.

    With ``stems``, files (or one folder) play in real time in the musicians' place, and the end
    of them ends the run. Raises `BridgeError` when something it needs is missing; then nothing
    is left running.
    """
    use_server(config.audio.server)
    buses, audio = _played(stems, config) if stems else _heard(config)
    with asked_to_end() as end, Rig(config, buses, outputs_of(config), audio) as rig:
        ready()
        for _ in supervise(rig, end, show, lambda t: None):
            if rig.audio is not None and rig.audio.exitcode == 0:
                end.ask()


def _heard(config: Config) -> tuple[tuple[Bus, ...], AudioWork]:
    """The buses of the config, and what hears them."""
    return config.buses, (live.serve, (config.audio, config.bus))


def _played(stems: Sequence[Path], config: Config) -> tuple[tuple[Bus, ...], AudioWork]:
    """The buses of stems, and what plays them; checked here, where a person sees the error."""
    with closing(Stems.open(stems)) as source:
        machines = {bus.name for bus in config.buses if bus.machine}
        buses = tuple(Bus(name, name in machines) for name in source.names)
    return buses, (serve_manual, (partial(Stems.open, tuple(stems)),))


def test_clock(config: Config, bpm: float, show: Show, ready: Ready) -> None:
    """Send a steady beat through the config's outputs until SIGINT or SIGTERM; nothing is heard."""
    use_server(config.audio.server)
    with asked_to_end() as end, Rig(config, config.buses, outputs_of(config), None) as rig:
        ready()
        now = time.monotonic()
        meter = config.clock.meter
        go = Transport(True, True, "start", 1, at_beat=float(meter[0]), downbeat=meter[0], meter=meter)
        beat = Beat(now, State.MANUAL, bpm, 1.0, Timeline(bpm, 0.0, now), go)
        rig.board.publish(beat, tuple(o.settings.offset_ms for o in outputs_of(config)))
        while not end.wait(LOOK):
            restarts = _revived(rig)
            rig.news.drain()
            show(completed(_steady(beat), rig.health(), restarts, lambda t: None))


def outputs_of(config: Config) -> tuple[Output, ...]:
    """The config's ways out: OSC, each MIDI output by its kind, Link unless it is off."""
    link = {"link": config.link} if config.link.mode != "off" else {}
    kinds = ["osc", *(midi.kind for midi in config.midi), *link]
    return tuple(map(Output, unique_slugs(kinds), kinds, (config.osc, *config.midi, *link.values())))


def use_server(name: str) -> None:
    """Let this process and its children use the JACK server ``name``, if one is given."""
    if name:
        os.environ["JACK_DEFAULT_SERVER"] = name


@contextmanager
def asked_to_end() -> Iterator[Leaving]:
    """What SIGINT and SIGTERM ask to end, in place of what they did before."""
    end = Leaving()
    before = {s: signal.signal(s, lambda *_: end.ask()) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def supervise(rig: Rig, end: Leaving, show: Show, known: Known) -> Iterator[Sent | Report]:
    """Start again what dies, show what is; gives what the processes tell, until ``end``."""
    while not end.wait(LOOK):
        restarts = _revived(rig)
        for value in rig.news.drain():
            if isinstance(value, Report):
                show(completed(value.status, rig.health(), restarts, known))
            if isinstance(value, Report | Sent):
                yield value


def _revived(rig: Rig) -> dict[str, int]:
    """Start again what has died and say so; how often each process was, so far."""
    for name in rig.revive():
        print(f"leaderbridge: the {name} process had ended; it is started again", file=sys.stderr)
    return {name: child.restarts for name, child in rig.children.items()}


def _steady(beat: Beat) -> Status:
    """What is to be shown of a steady beat that nobody plays."""
    t = time.monotonic() - beat.t
    bar_and_beat = beat.transport.bar_and_beat(int(t * beat.bpm / 60))
    return Status(
        t=t,
        bpm=beat.bpm,
        confidence=1.0,
        state=beat.state,
        leader=None,
        leader_confidence=0.0,
        beat=bar_and_beat,
        levels={},
        shares={},
    )
