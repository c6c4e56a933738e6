"""How a search is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Gt
from typing_extensions import Doc


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How many trials, how long, where, and where what they find is kept.

    On a cluster of several machines ``folder`` must lie on storage that all of them, and this one, share.
    """

    folder: Annotated[Path, Doc("where searches are kept, each in a folder of its own")]
    name: Annotated[str, Doc("of this search and its folder: the same name goes on where it was broken off")]
    samples: Annotated[int, Ge(1), Doc("trials")] = 25
    iterations: Annotated[int, Ge(1), Doc("of each trial; after each its metric is told")] = 10
    seed: Annotated[int, Ge(0), Doc("of what is drawn")] = 0
    metric: Annotated[str, Doc("what is made as small as can be, with its unit, as it is written")] = "loss"
    address: Annotated[
        str | None, Doc("a Ray cluster: ray://host:port, host:port or auto; none: a Ray of this process' own")
    ] = None
    concurrent: Annotated[int | None, Ge(1), Doc("trials at once; none: as many as there is room for")] = None
    cpus: Annotated[float, Gt(0), Doc("cores of a trial")] = 1.0
    gpus: Annotated[float | None, Ge(0), Doc("GPUs of a trial; none: one if there is one")] = None

    @property
    def place(self) -> Path:
        """The folder of this search."""
        return self.folder.resolve() / self.name
