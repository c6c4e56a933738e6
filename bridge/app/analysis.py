"""The analysis process: reads the ring in hops, runs the session, posts the beat."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, monotonic_ns, sleep
from typing import Protocol

from bridge.analysis import Later
from bridge.app.feed import Feed
from bridge.app.listeners import Listeners
from bridge.app.news import Report, Reporter
from bridge.app.proposals import Proposals
from bridge.audio.hops import Hop
from bridge.audio.ring import Ring
from bridge.clock.hostfit import HostFit
from bridge.config import Config, set_list
from bridge.errors import CommandError, ModelError
from bridge.leader import Absent, Leader
from bridge.outputs.asked import Asked, Listening, Obeyed, Refused
from bridge.outputs.board import Board
from bridge.outputs.mailbox import Inbox
from bridge.outputs.process import Leaving, Noticed, Ready, Wiring
from bridge.outputs.recorder import Recorder
from bridge.session import Session
from bridge.types import Beat, Bus, Command, Step, Timeline

NAP = 0.002
"""Seconds between two looks into the ring: short against a hop (11.6 ms)."""
DEAF = 250
"""Looks without any sound, half a second or more, after which the stream goes on in silence: nobody leads any
more, and what a person asks is done all the same. Looks are counted, so that a computer that stood still does
not take its device for gone."""
BEHIND = 0.25
"""Seconds behind the sound at which a successor still only listens: a change of tempo that is dated so far
back would be a leap of the beat by now. Of a dead predecessor's time it finds up to six in the ring."""
WAITING = 1000
"""Commands that wait meanwhile; of more the oldest are forgotten."""
PATIENCE = 5.0
"""Seconds after which it speaks all the same, on a machine that never catches up."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the analysis is to do. ``steps`` go to all outputs that want them; ``record`` is where the run's
    tables go, None for nowhere; ``slow`` brings what the slow ears heard, None where there are none."""

    config: Config
    buses: tuple[Bus, ...]
    ring: str
    steps: Listeners
    commands: Inbox
    outputs: tuple[str, ...]
    offsets_ms: tuple[float, ...]
    record: Path | None = None
    slow: Inbox | None = None


class Sink(Protocol):
    """Something that takes each step as it is made, and never holds up the next."""

    def write(self, step: Step) -> None:
        """Take the next step."""


def serve(task: Task, wiring: Wiring, leaving: Leaving) -> None:
    """Follow the buses until asked to leave, if need be without a model."""
    with ExitStack() as stack:
        leader = leader_of(task)
        sinks: list[Sink] = []
        if task.record is not None:
            sinks.append(stack.enter_context(Recorder(task.record, [bus.name for bus in task.buses])))
        analysis = Analysis(task, wiring, leader, sinks)
        wiring.news.send(Ready(wiring.name, "listening"))
        task.steps.send(Listening(leader.info))
        while not leaving.asked():
            if not analysis.serve():
                sleep(NAP)


def leader_of(task: Task) -> Leader:
    """Who says who leads: a band is not left alone because a file is damaged."""
    try:
        return Leader(task.buses, task.config.leader)
    except ModelError as error:
        return Leader(task.buses, task.config.leader, Absent(str(error)))


class Analysis:
    """The loop's state. For one thread."""

    def __init__(self, task: Task, wiring: Wiring, leader: Leader, sinks: list[Sink]) -> None:
        self._task, self._wiring, self._leader, self._sinks = task, wiring, leader, sinks
        self._session = Session(task.buses, leader, task.config.clock, set_list(task.config))
        self._feed = Feed(Ring.attach(task.ring), task.buses)
        self._board = Board.attach(wiring.board)
        self._reporter = Reporter(tuple(bus.name for bus in task.buses))
        self._later = Later()
        self._proposals = Proposals(bus.name for bus in task.buses)
        self._offsets = task.offsets_ms
        self._t = 0.0
        self._fault = ""
        self._before = self._board.read().beat
        self._silent_until = monotonic() + PATIENCE
        self._idle = 0
        self._asked: deque[object] = deque(maxlen=WAITING)

    def serve(self) -> bool:
        """Do what is due: commands, then all hops that are there. Whether there were any.

        Commands wait until the beat of a dead predecessor is taken over: it would undo them.
        """
        self._asked += self._task.commands.drain()
        while self._asked and self._before.timeline is None:
            self._obey(self._asked.popleft())
        for readings in self._task.slow.drain() if self._task.slow is not None else ():
            self._later.put(readings)
        before = self._feed.periods
        heard = self._follow(self._feed.hops())
        self._idle = 0 if self._feed.periods > before else self._idle + 1
        if self._idle >= DEAF:
            self._follow(self._feed.silence(monotonic_ns()))
        self._task.steps.flush()
        return heard > 0

    def _follow(self, hops: Iterable[Hop]) -> int:
        """Run the session over ``hops``; how many there were."""
        count = 0
        for blocks in hops:
            self._tell(self._session.step(blocks, self._later.due(blocks[0].end)))
            count += 1
        return count

    def _tell(self, step: Step) -> None:
        self._t = step.t
        self._post(step.beat)
        self._task.steps.send(step)
        self._complain()
        for line in self._proposals.see(step):
            self._wiring.news.send(Noticed(line))
        self._reporter.see(step)
        status = self._reporter.status(step, self._feed.lost)
        if status is not None:
            self._wiring.news.send(Report(status, self._feed.host.host(0.0), self._leader.info))
        for sink in self._sinks:
            sink.write(step)

    def _complain(self) -> None:
        """Say once to everybody that the model has failed."""
        fault, before = self._leader.fault, self._fault
        self._fault = fault
        if fault != before:
            self._task.steps.send(Refused(fault, None))

    def _post(self, beat: Beat) -> None:
        """Post the beat once host time is known; first take over what a dead predecessor posted."""
        fit = self._feed.host
        if not fit.settled:
            return
        before = self._before.timeline
        if before is None:
            self._board.publish(in_host_time(beat, fit), self._offsets)
        elif (now := monotonic()) - fit.host(beat.t) < BEHIND or now > self._silent_until:
            self._session.resume(replace(self._before, timeline=in_stream_time(before, fit)))
            self._before = replace(self._before, timeline=None)

    def _obey(self, asked: object) -> None:
        if not isinstance(asked, Asked):
            return
        try:
            if asked.command.kind == "offset":
                self._set_offset(asked.command)
            else:
                self._session.obey(asked.command, self._in_stream_time(asked.at))
            self._task.steps.send(Obeyed(asked.command, self._t))
        except CommandError as error:
            self._task.steps.send(Refused(str(error), asked.by))

    def _in_stream_time(self, host: float | None) -> float | None:
        fit = self._feed.host
        return fit.stream(host) if host is not None and fit.settled else None

    def _set_offset(self, command: Command) -> None:
        name, ms = str(command.args[0]), float(command.args[1])
        if name not in self._task.outputs:
            raise CommandError(f"offset: no output {name!r}; there are {', '.join(self._task.outputs)}")
        slot = self._task.outputs.index(name)
        self._offsets = (*self._offsets[:slot], ms, *self._offsets[slot + 1 :])


def in_host_time(beat: Beat, fit: HostFit) -> Beat:
    """``beat`` with its times, and its tempo, by the host's clock instead of the sound card's."""
    line = beat.timeline
    if line is not None:
        t0 = fit.host(line.t0)
        line = Timeline(line.bpm / (fit.host(line.t0 + 1.0) - t0), line.beat0, t0)
    return replace(beat, t=fit.host(beat.t), timeline=line)


def in_stream_time(line: Timeline, fit: HostFit) -> Timeline:
    """The inverse of `in_host_time`, for a timeline."""
    t0 = fit.stream(line.t0)
    return Timeline(line.bpm / (fit.stream(line.t0 + 1.0) - t0), line.beat0, t0)
