"""``run``: the bridge until somebody ends it, and what ``test-clock`` and ``demo`` share with it."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bridge.app.log import LOG
from bridge.app.news import Report
from bridge.app.output import Output
from bridge.app.recording import Recording
from bridge.app.rig import NOTHING_KEPT, AudioWork, Kept, Rig
from bridge.app.view import Known, Show, completed, seen
from bridge.audio import live
from bridge.audio.manual import serve_manual
from bridge.audio.stems import Stems
from bridge.config import Config
from bridge.dashboard.heard import Watched
from bridge.errors import BridgeError
from bridge.names import unique_slugs
from bridge.outputs.board import OUTPUTS_MAX
from bridge.outputs.process import HANG_UP, Broke, Failed, Leaving, Noticed, Sent
from bridge.outputs.process import Ready as Back
from bridge.patching import Memory
from bridge.types import Bus

Ready = Callable[[], None]
"""Called once all ports exist."""
LOOK = 0.05
"""Seconds between two looks of the parent."""


def run(
    config: Config,
    show: Show,
    ready: Ready,
    stems: Sequence[Path] = (),
    recording: Recording | None = None,
) -> None:
    """Follow the musicians until SIGINT or SIGTERM; calls ``ready`` once all ports exist.

    With ``stems``, files (or one folder) play in real time in the musicians' place, and the end
    of them ends the run. With ``recording``, all is kept. Raises `BridgeError` when something it
    needs is missing; then nothing is left running.
    """
    use_server(config.audio.server)
    with ExitStack() as stack:
        end, patches = stack.enter_context(asked_to_end()), stack.enter_context(Memory.create())
        buses, audio = _played(stems, config) if stems else _heard(config, patches)
        outputs, kept = outputs_of(config), NOTHING_KEPT
        if recording is not None:
            outputs, kept = (*outputs, recording.output(config, buses)), Kept(sound=recording.tape)
        rig = Rig(config, buses, outputs, audio, kept)
        if not stems:
            rig.guard()
        with rig:
            ready()
            deque(supervise(rig, end, show, last="audio"), maxlen=0)


def _heard(config: Config, patches: Memory) -> tuple[tuple[Bus, ...], AudioWork]:
    """The buses of the config, and what hears them; ``patches`` remembers what they are connected to."""
    return config.buses, (partial(live.serve, patches=patches.name), (config.audio, config.bus))


def _played(stems: Sequence[Path], config: Config) -> tuple[tuple[Bus, ...], AudioWork]:
    """The buses of stems, and what plays them; checked here, where a person sees the error."""
    with closing(Stems.open(stems)) as source:
        machines = {bus.name for bus in config.buses if bus.machine}
        buses = tuple(Bus(name, name in machines) for name in source.names)
    return buses, (serve_manual, (partial(Stems.open, tuple(stems)),))


def outputs_of(config: Config) -> tuple[Output, ...]:
    """The config's ways out: OSC, each MIDI and sync output, Link unless it is off, each Hydrogen.

    Raises `BridgeError` for more than there is room for.
    """
    found = [
        ("osc", config.osc),
        *((midi.kind, midi) for midi in config.midi),
        *((sync.kind, sync) for sync in config.sync),
        *(("link", link) for link in (config.link,) if link.mode != "off"),
        *(("hydrogen", hydrogen) for hydrogen in config.hydrogen),
    ]
    if len(found) > OUTPUTS_MAX:
        raise BridgeError(
            f"{len(found)} outputs are set, and there is room for {OUTPUTS_MAX}: remove some [[midi]], "
            "[[sync]] or [[hydrogen]] entries"
        )
    names = unique_slugs([kind for kind, _ in found])
    return tuple(Output(name, *way) for name, way in zip(names, found, strict=True))


def use_server(name: str) -> None:
    """Let this process and its children use the JACK server ``name``, if one is given."""
    if name:
        os.environ["JACK_DEFAULT_SERVER"] = name


@contextmanager
def asked_to_end() -> Iterator[Leaving]:
    """What Ctrl-C, SIGTERM and a closed terminal ask to end, in place of what they did before."""
    end = Leaving()
    asking = (signal.SIGINT, signal.SIGTERM, *HANG_UP)
    before = {s: signal.signal(s, lambda *_: end.ask()) for s in asking}
    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def supervise(
    rig: Rig, end: Leaving, show: Show, known: Known = lambda t: None, last: str = ""
) -> Iterator[Sent | Report]:
    """Start again what dies, show what is; gives what the processes tell, until ``end``.

    It ends too when the process named ``last`` has done all that it had to do.
    """
    watched = Watched()
    while not end.wait(LOOK) and not rig.has_done(last):
        restarts = revived(rig)
        for value in told(rig):
            if isinstance(value, Report):
                status = completed(value.status, rig.health(), restarts, known)
                watched = seen(status)
                show(status)
            if isinstance(value, Report | Sent):
                yield value
        rig.page.tell(replace(watched, restarts=restarts, pids=rig.pids()))


def told(rig: Rig) -> Iterator[object]:
    """What the processes tell; what has gone or is back is said to the person, a line each.

    Where a mistake in the program was met goes to the log.
    """
    said = rig.audio.heard() if rig.audio is not None else None
    if said is not None and said[0] != "ready":
        LOG.error("the audio process: %s", said[1])
    voice = rig.family.voice
    for value in rig.news.drain():
        if isinstance(value, Failed):
            voice.say(value.message)
        elif isinstance(value, Noticed):
            voice.say(value.line)
        elif isinstance(value, Back):
            voice.say(f"{value.where} is back")
        elif isinstance(value, Broke):
            LOG.error("the %s process: %s", value.name, value.traceback)
        yield value


def revived(rig: Rig) -> dict[str, int]:
    """Start again what has died and say so; how often each process was, so far."""
    deque(rig.revive(), maxlen=0)
    return {name: child.restarts for name, child in rig.children.items()}
