"""All that is judged on a set: the model, the bridge, what is taken from it, its rivals and the ceiling."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from bridge.leader.network import Network
from models.leader.baselines.ceiling import ceiling
from models.leader.baselines.registry import LEADER_WAYS, TEMPO_WAYS
from models.leader.baselines.told_notes import SOURCES
from models.leader.baselines.ways import Fit, Way
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.files import code
from models.leader.judge.ablations import ablated
from models.leader.judge.ours import Listener, WholeBridge, held, of_clock, raw, trusted
from models.leader.takes import Answer, Heard

Kind = Literal["ours", "baseline", "ceiling", "oracle", "ablation", "other model"]
MODEL, RAW, BRIDGE, CLOCK = "model, octave held", "model", "bridge", "bridge's clock"
REPLAY = "models/leader/replay.py"
OURS = (
    "bridge/leader",
    "bridge/clock",
    "bridge/session.py",
    "models/leader/judge/ours.py",
    "models/leader/judge/ablations.py",
    REPLAY,
)
RIVALS = ("models/leader/baselines", "models/leader/ensembles", "bridge/leader", "bridge/analysis", REPLAY)
CEILINGS = ("models/leader/baselines", "models/leader/ensembles")
"""The code that makes answers, and what the rivals learn from: kept answers go stale with it."""
ABLATED = "A"
"""Conditions under which the model is judged with one thing taken from it."""
ORACLE = "(oracle)"
"""Baselines that are told a part of the truth bear this in their name, and are no rivals."""


def always(heard: Heard) -> bool:
    """Most ways can answer whatever was heard."""
    return True


def has_notes(heard: Heard) -> bool:
    """Whether it is known which notes were played."""
    return heard.take is not None and any(len(part.times) for part in heard.take.parts)


def has_law(heard: Heard) -> bool:
    """Whether a generator made it, and its notes are known."""
    return has_notes(heard) and heard.take is not None and heard.take.law is not None


NEEDS: Mapping[str, Callable[[Heard], bool]] = MappingProxyType({"true onsets": has_notes})
"""What an ablation needs, by its name, if anything."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the tables: a ``way``, of which ``kind``, and the ``version`` that its kept answers bear.

    ``fits`` tells of what was heard whether the way can answer at all.
    """

    name: str
    kind: Kind
    way: Way
    version: str
    fits: Callable[[Heard], bool] = always

    def answer(self, heard: Heard) -> Answer:
        """Its answer; one that tells nothing where it cannot."""
        return self.way(heard) if self.fits(heard) else Answer()


@dataclass(frozen=True, slots=True)
class Files:
    """The ``model`` to be judged (None: the one that ships) and ``others`` with names of their own:
    further training seeds, or networks that were trained without something."""

    model: Path | None = None
    others: tuple[tuple[str, Path], ...] = ()


def candidates(files: Files, conditions: str, learn: Callable[[], Sequence[Heard]]) -> list[Candidate]:
    """All candidates on a set of takes drawn under ``conditions`` (a name of `CONDITIONS`, or none).

    Ablations are made under the conditions `ABLATED` only: each costs as much as the model.

    ``learn`` gives what the trained baselines learn from; it is called when the first of them must answer.
    """
    ablations = _ablations(files) if conditions == ABLATED else ()
    return [*_ours(files), *ablations, *_rivals(learn), *_ceilings(conditions)]


def _version(model: Path | None) -> str:
    return f"{Network.load(model).sha256[:12]}-{code(*OURS)}"


def _ours(files: Files) -> Iterator[Candidate]:
    version = _version(files.model)
    yield Candidate(MODEL, "ours", Listener(files.model, held), version)
    yield Candidate(RAW, "ours", Listener(files.model, raw), version)
    yield Candidate(BRIDGE, "ours", WholeBridge(files.model, trusted), version)
    yield Candidate(CLOCK, "ours", WholeBridge(files.model, of_clock), version)
    for name, path in files.others:
        yield Candidate(name, "other model", Listener(path, held), _version(path))


def _ablations(files: Files) -> Iterator[Candidate]:
    version = _version(files.model)
    for name, way in ablated(files.model).items():
        yield Candidate(name, "ablation", way, version, NEEDS.get(name, always))


def _rivals(learn: Callable[[], Sequence[Heard]]) -> Iterator[Candidate]:
    version = f"baselines-{code(*RIVALS)}"
    for name, fit in {**TEMPO_WAYS, **LEADER_WAYS}.items():
        yield Candidate(name, "oracle" if ORACLE in name else "baseline", _Learner(fit, learn), version)


def _ceilings(conditions: str) -> Iterator[Candidate]:
    version = f"ceiling-{code(*CEILINGS)}"
    if conditions in CONDITIONS:
        for source in SOURCES:
            way = ceiling(source, CONDITIONS[conditions])
            yield Candidate(f"ceiling, {source}", "ceiling", way, f"{version}/{conditions}", has_law)


@dataclass(frozen=True, slots=True)
class _Learner:
    """A way that is fitted when it is first asked."""

    fit: Fit
    learn: Callable[[], Sequence[Heard]]

    def __call__(self, heard: Heard) -> Answer:
        return _fitted(self.fit, self.learn)(heard)


@cache
def _fitted(fit: Fit, learn: Callable[[], Sequence[Heard]]) -> Way:
    return fit(learn())
