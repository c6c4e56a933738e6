"""The model and the whole bridge as ways to listen, to be judged beside all others."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from bridge.clock.settings import ClockSettings
from bridge.leader import Leader, LeaderSettings
from bridge.leader.hold import TempoHold
from bridge.leader.network import Network, Verdict
from bridge.session import Session
from bridge.types import F32, HOP, RATE, TICK, Beat, Bus, Frame, Step
from models.leader import replay
from models.leader.takes import F64, Answer, Heard

Stage = Callable[[Iterator[Frame], Network], Iterator[Verdict]]
"""How frames become verdicts."""


def frames(heard: Heard, network: Network) -> Iterator[Frame]:
    """What the network asks for at each tick."""
    return replay.frames(heard.buses, heard.readings, len(heard.bpm), network.contract.columns)


def verdicts(seen: Iterator[Frame], network: Network) -> Iterator[Verdict]:
    """The network's own verdicts, its state carried."""
    return map(network.step, seen)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a network said at each tick: ``chances`` ``(T, B)`` over its ``bins`` (BPM), and its answer."""

    chances: F32
    bins: F32
    answer: Answer


@dataclass(frozen=True, slots=True)
class Listener:
    """A model file as a way, without the rest of the bridge; None is the model that ships.

    ``tempo`` makes of what was told the BPM that are believed ``(T,)``; ``stage`` what lies between frames
    and verdicts, ``prepare`` what is changed in what was heard.
    """

    model: Path | None
    tempo: Callable[[Told], F64]
    stage: Stage = verdicts
    prepare: Callable[[Heard], Heard] = lambda heard: heard

    def __call__(self, heard: Heard) -> Answer:
        """The model's answer at each tick."""
        told = _told(self.model, self.stage, self.prepare, heard)
        return replace(told.answer, bpm=self.tempo(told))


@lru_cache(maxsize=2)
def _told(model: Path | None, stage: Stage, prepare: Callable[[Heard], Heard], heard: Heard) -> Told:
    """Kept for the ways that differ only in what they make of the tempo."""
    network = Network.load(model)
    found = list(stage(frames(prepare(heard), network), network))
    answer = Answer(
        np.array([v.bpm for v in found], dtype=float),
        np.array([v.shares for v in found], dtype=float),
        np.array([v.tempo_confidence for v in found], dtype=float),
    )
    return Told(np.array([v.tempo for v in found]), network.contract.tempo_bins, answer)


def raw(told: Told) -> F64:
    """The network's tempo as it is."""
    return np.asarray(told.answer.bpm)


def held(told: Told) -> F64:
    """The tempo as the leader station holds it: no octave is believed at once."""
    hold = TempoHold(told.bins, LeaderSettings())
    return np.array([hold.follow(chances)[0] for chances in told.chances])


def session(buses: Iterable[str], model: Path | None) -> Session:
    """The bridge with the settings that it has when nobody changes any."""
    players = tuple(map(Bus, buses))
    return Session(players, Leader(players, LeaderSettings(model=str(model or ""))), ClockSettings())


def hops(heard: Heard) -> Iterator[float]:
    """Ends of all hops, in seconds, of a take and the one after it."""
    count = math.ceil(len(heard.bpm) * TICK * RATE / HOP) + 1
    return (hop * HOP / RATE for hop in range(1, count + 1))


def clocked(beat: Beat) -> list[float]:
    """Seconds of the clock's beats from a hop's end to the next: those that receivers get."""
    if beat.timeline is None:
        return []
    first, end = math.ceil(beat.timeline.beat_at(beat.t)), beat.timeline.beat_at(beat.t + HOP / RATE)
    return [beat.timeline.time_at(number) for number in range(first, math.ceil(end))]


@dataclass(frozen=True, slots=True)
class WholeBridge:
    """`bridge.session.Session` as a way: the readings of each hop in, tempo, shares and clock out.

    ``tempo`` takes from a hop's `Beat` the BPM that is told.
    """

    model: Path | None
    tempo: Callable[[Beat], float]

    def __call__(self, heard: Heard) -> Answer:
        """The bridge's answer; beats are those of its clock, the bends of its gliding included."""
        steps, beats = _followed(self.model, heard)
        choices = [step.choice for step in steps if step.choice is not None]
        shares = [[*(c.shares[bus] for bus in heard.buses), c.nobody] for c in choices]
        return Answer(
            np.array([self.tempo(step.beat) for step in steps]),
            np.array(shares),
            np.array([c.tempo_confidence for c in choices]),
            beats,
        )


@lru_cache(maxsize=1)
def _followed(model: Path | None, heard: Heard) -> tuple[tuple[Step, ...], F64]:
    """The steps at which a tick fell, and the clock's beats."""
    following, ticks, beats = session(heard.buses, model), list[Step](), list[float]()
    times = list(hops(heard))
    for t, here in zip(times, replay.batches(heard.readings, times), strict=True):
        step = following.follow(t, here)
        beats += clocked(step.beat)
        if step.choice is not None and len(ticks) < len(heard.bpm):
            ticks.append(replace(step, readings=()))
    return tuple(ticks), np.array(beats)


def trusted(beat: Beat) -> float:
    """The tempo that is trusted, 0 while unknown."""
    return beat.bpm


def of_clock(beat: Beat) -> float:
    """The tempo that receivers play at, 0 before there is any."""
    return beat.timeline.bpm if beat.timeline is not None else 0.0
