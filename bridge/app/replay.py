"""``replay``: a recorded run once more, at its own pace, through the same outputs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bridge.app.listeners import Listeners
from bridge.app.live import Ready as Announce
from bridge.app.live import asked_to_end, outputs_of, supervise, use_server
from bridge.app.news import Report, Reporter
from bridge.app.rig import Rig
from bridge.app.view import Show
from bridge.config import Config
from bridge.outputs.asked import Asked, Listening, Refused
from bridge.outputs.board import Board
from bridge.outputs.journal_files import about, entries, newest_run
from bridge.outputs.journal_lines import Entry
from bridge.outputs.mailbox import Inbox
from bridge.outputs.process import Leaving, Ready, Wiring
from bridge.types import Beat, Step

PLAYER = "replay"
"""The process that plays, among people."""
BREATH = 0.5
"""Seconds that the outputs get before the first step and after the last one."""


def replay(folder: Path, config: Config, show: Show, ready: Announce, start: float = 0.0) -> None:
    """Play the run in ``folder``, or the newest one there, from its second ``start`` to its end.

    The outputs are the ``config``'s. Ends early on SIGINT or SIGTERM. Raises `BridgeError` when there is no
    recording, or an output cannot work; then nothing is left running.
    """
    use_server(config.audio.server)
    run = newest_run(folder)
    outputs = outputs_of(config)
    rig = Rig(config, about(run).buses, outputs, None)
    offsets = tuple(float(output.settings.offset_ms) for output in outputs)
    rig.think(PLAYER, serve, Task(run, start, rig.steps, rig.commands, offsets))
    with asked_to_end() as end, rig:
        ready()
        deque(supervise(rig, end, show, last=PLAYER), maxlen=0)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be played: ``run`` from stream second ``start`` on, and where to."""

    run: Path
    start: float
    steps: Listeners
    commands: Inbox
    offsets_ms: tuple[float, ...]


def serve(task: Task, wiring: Wiring, leaving: Leaving) -> None:
    """Play to the end, or until asked to leave. Raises `BridgeError` for a damaged recording."""
    player = Player(task, wiring)
    wiring.news.send(Ready(wiring.name, f"playing {task.run}"))
    leaving.wait(BREATH)
    began = time.monotonic()
    for entry in entries(task.run):
        if isinstance(entry, Step) and entry.t >= task.start:
            due = began + entry.t - task.start
            while (left := due - time.monotonic()) > 0 and not leaving.asked():
                leaving.wait(left)
            player.play(entry, due - entry.t)
        elif not isinstance(entry, Step):
            player.tell(entry)
        if leaving.asked():
            return
    leaving.wait(BREATH)


class Player:
    """Does with recorded steps what the analysis does with its own. For one thread."""

    def __init__(self, task: Task, wiring: Wiring) -> None:
        self._task, self._wiring = task, wiring
        self._board = Board.attach(wiring.board)
        self._reporter = Reporter(wiring.buses)
        self._about = Listening({})

    def play(self, step: Step, host0: float) -> None:
        """Let ``step`` happen now; ``host0`` is the host second of stream second 0."""
        self._board.publish(_in_host_time(step.beat, host0), self._task.offsets_ms)
        self._task.steps.send(step)
        self._reporter.see(step)
        status = self._reporter.status(step, lost=0)
        if status is not None:
            self._wiring.news.send(Report(status, host0, self._about.model))
        for asked in self._asked():
            why = f"{asked.command.kind}: this is a recording, and it plays as it was"
            self._task.steps.send(Refused(why, asked.by))

    def tell(self, entry: Entry) -> None:
        """Pass on what is no step."""
        if isinstance(entry, Listening):
            self._about = entry
        self._task.steps.send(entry)

    def _asked(self) -> Iterator[Asked]:
        return (value for value in self._task.commands.drain() if isinstance(value, Asked))


def _in_host_time(beat: Beat, host0: float) -> Beat:
    line = beat.timeline
    return replace(beat, t=beat.t + host0, timeline=line.moved(host0) if line is not None else None)
