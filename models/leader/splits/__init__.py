"""Frozen lists of what is trained on, validated on and judged on; they change only with the figures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bridge.errors import BridgeError

FOLDER = Path(__file__).parent
SETS = ("a", "b", "s", "v", "t", "symbolic")
STRICT = ConfigDict(extra="forbid")
Use = Literal["train", "validate", "judge", "unused"]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Ensembles:
    """``count`` simulated ensembles of one sort, one a seed from ``first_seed`` on.

    ``conditions`` a name in `models.leader.ensembles.conditions`; ``timbres`` the splits of timbres that
    sound; ``ears`` who listens: the bridge's to sound, or the emulated detector.
    """

    __pydantic_config__ = STRICT
    conditions: str
    timbres: tuple[Literal["train", "validate", "test"], ...]
    ears: Literal["real", "emulated"]
    first_seed: int
    count: int
    seconds: float = 60.0

    @property
    def seeds(self) -> range:
        """A seed each."""
        return range(self.first_seed, self.first_seed + self.count)


@dataclass(frozen=True, slots=True)
class EnsembleSet:
    """What a set of simulated ensembles is used for, and what is in it."""

    __pydantic_config__ = STRICT
    use: Use
    ensembles: tuple[Ensembles, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """How the pieces of one source are split, by name; ``others`` holds for all that are not listed."""

    __pydantic_config__ = STRICT
    others: Use
    train: tuple[str, ...] = ()
    validate: tuple[str, ...] = ()
    judge: tuple[str, ...] = ()

    def use(self, name: str) -> Use:
        """What a piece may be used for."""
        lists: tuple[tuple[Use, tuple[str, ...]], ...] = (
            ("judge", self.judge),
            ("validate", self.validate),
            ("train", self.train),
        )
        return next((use for use, names in lists if name in names), self.others)


@cache
def ensemble_set(name: str) -> EnsembleSet:
    """One of `SETS`.

    Raises `BridgeError` for another name or a file that does not hold what it should.
    """
    if name not in SETS:
        raise BridgeError(f"no set of ensembles {name!r}: there are {', '.join(SETS)}")
    return _read(FOLDER / f"{name}.toml", TypeAdapter(EnsembleSet))


@cache
def piece_sets() -> Mapping[str, Pieces]:
    """The splits of real pieces by their source's folder name."""
    return MappingProxyType(_read(FOLDER / "pieces.toml", TypeAdapter(dict[str, Pieces])))


def _read(path: Path, adapter: TypeAdapter[Read]) -> Read:
    try:
        return adapter.validate_python(tomllib.loads(path.read_text()))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BridgeError(
            f"{path}: {str(error).splitlines()[0]}: put back the file of the repository"
        ) from None
