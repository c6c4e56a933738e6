"""The sets that are judged on, by name: simulated ensembles, and real material."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from types import MappingProxyType

from bridge.errors import BridgeError
from models.leader.audio.sets import hearings
from models.leader.data.sets import REAL_SETS
from models.leader.data.stems import data_folder
from models.leader.takes import Heard

LEARNT = 40
"""Ensembles of set t that the trained baselines learn from."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """``hearings`` gives the pieces one by one; ``conditions`` under which they were drawn, empty for real
    ones; ``about`` what it is, for the card."""

    hearings: Callable[[], Iterator[Heard]]
    conditions: str
    about: str

    def first(self, limit: int | None) -> Iterator[Heard]:
        """The first ``limit`` pieces; None is all of them."""
        return islice(self.hearings(), limit)


@cache
def learning() -> tuple[Heard, ...]:
    """What the trained baselines learn from; kept, for each of them asks."""
    return tuple(islice(hearings("t"), LEARNT))


def _real(name: str) -> Iterator[Heard]:
    return REAL_SETS[name](data_folder())


REAL = {
    "trios": "29 hand-annotated jazz trios, rendered",
    "iemp": "six Cuban and North Indian ensembles, rendered",
    "stems": "two multitrack recordings at a steady tempo",
    "strings": "string quartets and trios with an assigned leader",
    "injection": "real stems warped so that one leads",
    "demo": "the demo band",
    "gtzan": "GTZAN with beats, each mix as one bus",
    "ballroom": "Ballroom with beats, each mix as one bus",
}
"""What each of `REAL_SETS` is; GTZAN and Ballroom are for those who have them."""
SETS: Mapping[str, JudgedSet] = MappingProxyType(
    {
        "A": JudgedSet(partial(hearings, "a"), "A", "the first study's conditions, as sound"),
        "B": JudgedSet(partial(hearings, "b"), "B", "as real ensembles are, as sound"),
        "S": JudgedSet(partial(hearings, "s"), "B", "as B, heard by an emulated detector"),
        "V": JudgedSet(partial(hearings, "v"), "", "what choices were made on: no judgement"),
        **{name: JudgedSet(partial(_real, name), "", about) for name, about in REAL.items()},
    }
)
USUAL = ("A", "B", "S", "trios", "iemp", "stems", "strings", "injection", "demo")
"""The sets judged on when none are named."""


def judged_set(name: str) -> JudgedSet:
    """A set by its name; `BridgeError` when there is none."""
    if name not in SETS:
        raise BridgeError(f"no set {name!r} to judge on: there are {', '.join(SETS)}")
    return SETS[name]
