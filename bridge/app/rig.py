"""Everything that runs while the bridge is live: shared memory, pipes, processes; under one roof.

The parent makes what the children share and keeps it, so that any child can die and be started
again on the same memory and pipes without the others noticing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bridge.app import analysis, ears, guard, tape
from bridge.app.child import AudioChild, Child
from bridge.app.family import Family
from bridge.app.feet import FootswitchInput
from bridge.app.jack_outputs import JackOutputs
from bridge.app.listeners import Listeners
from bridge.app.output import Output
from bridge.app.page import PageOutput
from bridge.audio.ring import Ring
from bridge.config import Config
from bridge.errors import BridgeError
from bridge.lifeline import Lifeline
from bridge.outputs.board import Board
from bridge.outputs.health import Health, HealthBlock
from bridge.outputs.mailbox import Outboxes, mailbox
from bridge.outputs.process import Failed, Noticed, Ready, Serve, Wiring
from bridge.outputs.process import run as run_analysis
from bridge.outputs.registry import LISTENERS
from bridge.outputs.registry import run as run_output
from bridge.outputs.settings import JackSettings
from bridge.types import Bus

AudioWork = tuple[Callable[..., None], tuple[Any, ...]]
"""The audio process's target and its arguments before ring and connection."""
START = 60.0
"""Seconds in which all processes must be ready."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Folders for what a run leaves behind, None for nothing: its ``tables``, the ``sound`` of the buses."""

    tables: Path | None = None
    sound: Path | None = None


NOTHING_KEPT = Kept()


class Rig:
    """The running bridge, from the parent's side. A context manager; for one thread.

    ``audio`` None is a bridge that hears nothing. ``steps`` go to all outputs that listen, ``commands``
    come from people.
    """

    def __init__(
        self,
        config: Config,
        buses: tuple[Bus, ...],
        outputs: tuple[Output, ...],
        audio: AudioWork | None,
        kept: Kept = NOTHING_KEPT,
    ) -> None:
        self.board = Board.create()
        self.healths: Mapping[str, HealthBlock] = {o.name: HealthBlock.create() for o in outputs}
        self._mine = HealthBlock.create()
        self._ring = Ring.create(len(buses))
        self._outbox, self.news = mailbox()
        self._lifeline = Lifeline.create()
        self._tell, self._whom = mailbox()
        self._told: dict[str, int] = {}
        self._guard: Child | None = None
        self._steps = {o.name: mailbox() for o in outputs if o.kind in LISTENERS}
        self.page = PageOutput(config, buses)
        self.steps = Listeners(Outboxes(tuple(out for out, _ in self._steps.values())), self.page.fold())
        self._commands, self.commands = mailbox()
        self._slow = mailbox()
        self._jack = JackOutputs()
        self._feet = FootswitchInput()
        self._names = tuple(bus.name for bus in buses)
        self.family = Family()
        self.family.speaking = {child.name: child for child in self._outputs(outputs, config.jack)}
        pages = self.page.children(outputs, self.healths, self._wiring)
        self.family.others = {child.name: child for child in pages}
        if audio is not None:
            self._listen(config, buses, outputs, audio, kept)

    def _outputs(self, outputs: tuple[Output, ...], jack: JackSettings) -> Iterator[Child]:
        """The processes that serve ``outputs``: those on JACK together, each other one in its own."""
        for slot, output in enumerate(outputs):
            if not output.on_jack:
                wiring = self._wiring(output.name, self.healths[output.name], slot)
                yield Child(output.name, run_output, (output.kind, output.settings, wiring))
        yield from self._jack.children(outputs, self.healths, jack, self._wiring)

    def _listen(
        self,
        config: Config,
        buses: tuple[Bus, ...],
        outputs: tuple[Output, ...],
        audio: AudioWork,
        kept: Kept,
    ) -> None:
        """The processes that hear: audio, analysis, footswitches, and the tape if sound is kept."""
        ring, names = self._ring.name, tuple(o.name for o in outputs)
        offsets = tuple(float(o.settings.offset_ms) for o in outputs)
        slow = self._slow[1] if config.ears.names else None
        task = analysis.Task(
            config, buses, ring, self.steps, self.commands, names, offsets, kept.tables, slow
        )
        self.family.others |= {child.name: child for child in self._feet.children(config, self._wiring)}
        self.think("analysis", analysis.serve, task)
        if slow is not None:
            self.think(ears.NAME, ears.serve, ears.Task(buses, ring, config.ears.names, self._slow[0]))
        if kept.sound is not None:
            self.think("tape", tape.serve, tape.TapeTask(ring, self._names, kept.sound))
        heard = partial(audio[0], lifeline=self._lifeline.watch)
        self.family.audio = AudioChild(heard, (*audio[1], ring))

    def think(self, name: str, serve: Serve, task: object) -> None:
        """Have a process ``name`` that serves ``task``; before the rig is entered."""
        self.family.others[name] = Child(name, run_analysis, (serve, task, self._wiring(name, self._mine)))

    def guard(self) -> None:
        """Have a process that takes the parent's place when it dies; before the rig is entered, and last."""
        charge = guard.Charge(self.family, self._whom, self.news, self._lifeline.hold)
        self._guard = Child("guard", guard.serve, (charge,))

    def _wiring(self, name: str, health: HealthBlock, slot: int = 0) -> Wiring:
        _, steps = self._steps.get(name, (None, None))
        return Wiring(
            name,
            self.board.name,
            health.name,
            self._outbox,
            slot,
            steps,
            self._commands,
            self._names,
            self._lifeline.watch,
        )

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> None:
        """Start all and wait until each is ready: audio last, so that nothing it hears is missed."""
        for child in self.children.values():
            child.start()
        waiting = set(self.children)
        until = time.monotonic() + START
        while waiting:
            value = self.news.receive(0.05)
            if isinstance(value, Failed):
                raise BridgeError(value.message)
            if isinstance(value, Ready):
                waiting.discard(value.name)
            if isinstance(value, Noticed):
                self.family.voice.say(value.line)
            self._check_alive(waiting, until)
        if self.audio is not None:
            self.audio.start()
            self._await_audio(self.audio, until)
        if self._guard is not None:
            self._guard.start()
            self._see_to(self._guard)

    def _check_alive(self, waiting: set[str], until: float) -> None:
        dead = [n for n in waiting if self.children[n].exitcode not in (None, 0)]
        late = sorted(waiting) if time.monotonic() > until else []
        if dead or late:
            self._explain(dead[0] if dead else late[0])

    def _explain(self, name: str) -> None:
        for value in self.news.drain():
            if isinstance(value, Failed):
                raise BridgeError(value.message)
        code = self.children[name].exitcode
        raise RuntimeError(f"the {name} process " + (f"died (exit code {code})" if code else "is not ready"))

    def _await_audio(self, audio: AudioChild, until: float) -> None:
        while True:
            said = audio.heard()
            if said is not None and said[0] == "ready":
                return
            if said is not None and said[0] == "failed":
                raise BridgeError(said[1])
            if audio.exitcode is not None or time.monotonic() > until:
                raise RuntimeError(f"the audio process is not ready (exit code {audio.exitcode})")
            time.sleep(0.02)

    @property
    def children(self) -> dict[str, Child]:
        """All processes but the audio, by name."""
        return self.family.speaking | self.family.others

    @property
    def audio(self) -> AudioChild | None:
        """The audio process."""
        return self.family.audio

    def revive(self) -> Iterator[str]:
        """Start again what has died; gives the names of those that were."""
        yield from self.family.revive()
        if self._guard is not None:
            self._see_to(self._guard)

    def _see_to(self, guard: Child) -> None:
        """Start the guard again if it has died, and tell it who there is."""
        guard.revive()
        if (pids := self.pids() | {"guard": guard.pid or 0}) != self._told:
            self._told = pids
            self._tell.send(self.family.pids())

    def pids(self) -> dict[str, int]:
        """The process of each child, and the parent's own."""
        return {"parent": os.getpid(), **self.family.pids()}

    def has_done(self, name: str) -> bool:
        """Whether the process ``name`` has ended, with nothing more to do; False if there is none."""
        child = self.family.members.get(name)
        return child is not None and child.exitcode == 0

    def health(self) -> dict[str, Health]:
        """How each output does."""
        return {name: block.read() for name, block in self.healths.items()}

    def close(self) -> None:
        """End all: the outputs first, which say Stop, then the rest; leave nothing in memory."""
        if self._guard is not None:  # first, as it would mourn those that leave
            self._guard.ask_to_leave()
            self._guard.leave()
        self.family.leave()
        self._let_go()

    def _let_go(self) -> None:
        self.board.unlink()
        self._mine.unlink()
        self._ring.unlink()
        self._jack.unlink()
        self._feet.unlink()
        self.page.unlink()
        for block in self.healths.values():
            block.unlink()
        for out, into in (
            (self._outbox, self.news),
            (self._commands, self.commands),
            (self._tell, self._whom),
            self._slow,
            *self._steps.values(),
        ):
            out.close()
            into.close()
        self._lifeline.close()
