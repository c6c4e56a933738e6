"""The collection that is made here: tunes of thirteen styles, played by soundfonts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bridge.errors import BridgeError
from bridge.labels import STYLES
from models.leader.files import ROOT, code, keep
from models.material.ballroom import ballroom
from models.material.excerpt import excerpt
from models.material.tunes import Tune, Use, nottingham, pop909
from models.mcclstm.data.collection import MEL, Heard

BUILT = ROOT / "build" / "mcclstm"
"""What takes long to make is kept here."""
COUNTS: Mapping[Use, int] = {"train": 44, "validate": 6, "test": 20}
"""Excerpts of each style."""
PIECES = 160
"""Pieces of each ballroom dance, and songs, that are looked through for them."""
MAKERS = (
    "bridge/analysis/mel.py",
    "models/leader/audio/soundfont.py",
    *(f"models/material/{name}" for name in ("arrangement.py", "ballroom.py", "excerpt.py")),
    *(f"models/material/{name}" for name in ("patterns.py", "patterns.toml", "sound.py", "tunes.py")),
)
"""With these an excerpt goes stale."""


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """The ``number``-th excerpt of a style and use: the ``take``-th of a tune."""

    tune: Tune
    take: int
    number: int

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return folder() / f"{self.tune.use}-{self.tune.style}-{self.number:03d}.npz"


def folder() -> Path:
    """Where the excerpts are that the present code makes."""
    return BUILT / "rendered" / code(*MAKERS)[:12]


def plan(data: Path, counts: Mapping[Use, int] = COUNTS) -> list[Planned]:
    """What is to be rendered, all styles in turn; where pieces are few, they are recorded more than once.

    Raises `BridgeError` when the data are missing.
    """
    found: defaultdict[tuple[str, Use], list[Tune]] = defaultdict(list)
    for tune in _tunes(data):
        if len(found[tune.style, tune.use]) < counts[tune.use]:
            found[tune.style, tune.use].append(tune)
    return [
        Planned(tunes[number % len(tunes)], number // len(tunes), number)
        for number in range(max(counts.values()))
        for (_, use), tunes in found.items()
        if number < counts[use]
    ]


def render(data: Path, counts: Mapping[Use, int] = COUNTS) -> None:
    """Make the excerpts that are not there yet."""
    for each in tqdm(plan(data, counts), desc="render", mininterval=2.0):
        if not each.path.exists():
            frames = MEL.frames(excerpt(each.tune, each.take)).astype(np.float16)
            keep(each.path, {"frames": frames, "label": each.tune.style, "piece": each.tune.name})


def load(use: Use) -> list[Heard]:
    """The excerpts for a use. Raises `BridgeError` when none were rendered."""
    paths = sorted(folder().glob(f"{use}-*.npz"))
    if not paths:
        raise BridgeError(f"nothing rendered for {use} in {folder()}: run python -m models.mcclstm render")
    return [_read(path) for path in paths]


def _read(path: Path) -> Heard:
    with np.load(path) as kept:
        return Heard(kept["frames"], str(kept["label"]), str(kept["piece"]))


def _tunes(data: Path) -> Iterator[Tune]:
    every = chain(ballroom(PIECES), nottingham(data), islice(pop909(data), PIECES))
    return (tune for tune in every if tune.style in STYLES)
