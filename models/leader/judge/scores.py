"""Every candidate's answers on every piece of a set, scored: the slow part, in processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from rich.progress import track

from bridge.errors import BridgeError
from bridge.types import TICK
from models.leader.judge import answers
from models.leader.judge.beats import BEATS
from models.leader.judge.candidates import Candidate, Files, Kind, candidates
from models.leader.judge.leader import BY_ROLE, BY_SIZE, LEADER
from models.leader.judge.measure import Measure
from models.leader.judge.tempo import TEMPO
from models.leader.takes import F64, Answer, Heard

TOPICS: Mapping[str, tuple[Measure, ...]] = {
    "tempo": TEMPO,
    "beats": BEATS,
    "leader": LEADER,
    "leader by size": BY_SIZE,
    "leader by role": BY_ROLE,
}
"""The tables, and the measures that are their columns."""
MEASURES = {measure.name: measure for measures in TOPICS.values() for measure in measures}

Learn = Callable[[], Sequence[Heard]]


@dataclass(frozen=True, slots=True)
class Job:
    """What is judged: the model ``files``, what the trained baselines ``learn`` from, where ``kept`` answers
    lie, and in how many ``workers``."""

    files: Files
    learn: Learn
    kept: Path = answers.FOLDER
    workers: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Of one set: ``pieces`` by name, their ``minutes``; the ``kinds`` of the ways by name; ``sums`` by way
    and measure ``(pieces, width)``; ``shares`` by way, each bus's mean share on each piece ``(N,)``."""

    pieces: tuple[str, ...]
    minutes: float
    kinds: Mapping[str, Kind]
    sums: Mapping[str, Mapping[str, F64]]
    shares: Mapping[str, tuple[F64 | None, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPiece:
    """Of one piece: ``sums`` and mean ``shares`` as in `Scores`, before they are stacked."""

    name: str
    minutes: float
    sums: Mapping[str, Mapping[str, F64]]
    shares: Mapping[str, F64 | None]


def score(job: Job, conditions: str, heards: Iterable[Heard], count: int | None, title: str) -> Scores:
    """Score all candidates on ``heards``, of which there are ``count`` (for the progress bar).

    Answers that were kept are read again. Raises `BridgeError` when there is no piece.
    """
    pool = Parallel(n_jobs=job.workers, return_as="generator")
    done = pool(delayed(_piece)(job, conditions, heard) for heard in heards)
    pieces = list(track(done, title, total=count))
    if not pieces:
        raise BridgeError(f"set {title} holds no pieces: make it first, or leave it out of --sets")
    return stacked(pieces, {c.name: c.kind for c in _candidates(job.files, conditions, job.learn)})


@cache
def _candidates(files: Files, conditions: str, learn: Learn) -> list[Candidate]:
    return candidates(files, conditions, learn)


def _piece(job: Job, conditions: str, heard: Heard) -> ScoredPiece:
    listed = _candidates(job.files, conditions, job.learn)
    return scored(heard, {c.name: _answer(job.kept, c, heard) for c in listed})


def scored(heard: Heard, told: Mapping[str, Answer]) -> ScoredPiece:
    """The sums of all measures of each way's answer."""
    sums = {
        way: {name: m.sums(heard, answer) for name, m in MEASURES.items()} for way, answer in told.items()
    }
    shares = {way: _mean_shares(answer) for way, answer in told.items()}
    return ScoredPiece(heard.name, len(heard.bpm) * TICK / 60.0, sums, shares)


def _answer(kept: Path, candidate: Candidate, heard: Heard) -> Answer:
    path = answers.place(kept, candidate.version, candidate.name, heard)
    if not path.exists():
        answers.write(path, candidate.answer(heard))
    return answers.read(path)


def _mean_shares(answer: Answer) -> F64 | None:
    return None if answer.shares is None else np.asarray(answer.shares[:, :-1].mean(0))


def stacked(pieces: Sequence[ScoredPiece], kinds: Mapping[str, Kind]) -> Scores:
    """The pieces of a set together; ``kinds`` of the ways by name."""
    return Scores(
        tuple(piece.name for piece in pieces),
        sum(piece.minutes for piece in pieces),
        kinds,
        {way: {name: np.stack([p.sums[way][name] for p in pieces]) for name in MEASURES} for way in kinds},
        {way: tuple(piece.shares[way] for piece in pieces) for way in kinds},
    )
