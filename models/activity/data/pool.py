"""What is kept of sessions: the clips of their stems, and whole mixes of them with what sounds when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from tqdm import tqdm

from bridge.errors import BridgeError
from bridge.types import F32
from models.activity.clips import LABELS, clips
from models.activity.data.envelope import LEAST, confidence, shares
from models.activity.data.instruments import OTHER
from models.activity.data.scores import book
from models.activity.data.stems import OWN, Stem, session
from models.leader.files import ROOT, code, keep
from models.material.sound import fonts, recorded
from models.material.tunes import Use

BUILT = ROOT / "build" / "activity"
SESSIONS: dict[Use, int] = {"train": 20, "validate": 3, "test": 6}
SCENES = 14
"""Mixes of each session's stems."""
QUIETEST = -12.0
"""dB of the softest stem of a mix below the loudest that there may be."""
OTHERS = 0.15
"""Share of the mixes in which an instrument that is none of the 18 plays too."""
MAKERS = (
    "models/activity/data",
    "models/activity/clips.py",
    "models/material",
    "models/leader/audio",
    "bridge/analysis/mel.py",
)


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Clips of single stems: ``frames`` ``(n, 43, 80)`` float16, ``label`` ``(n,)`` its place in `LABELS` or
    −1, ``share`` ``(n,)`` of it in which the instrument is active, ``stem`` ``(n,)`` a number, ``sources``
    of the stems."""

    frames: np.ndarray
    label: np.ndarray
    share: np.ndarray
    stem: np.ndarray
    sources: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Scenes:
    """Mixes: ``frames`` ``(scenes, clips, 43, 80)`` float16, ``truth`` ``(scenes, clips, 18)`` bool."""

    frames: np.ndarray
    truth: np.ndarray


def folder() -> Path:
    """Where what this very code makes is kept."""
    return BUILT / code(*MAKERS)[:8]


def make(data: Path, uses: Sequence[Use] = ("train", "validate", "test"), most: int | None = None) -> None:
    """Render the sessions that are not there yet, ``most`` of each use at most; ``data`` holds the tunes.

    Raises `BridgeError` when tunes, a soundfont or fluidsynth are missing.
    """
    wanted = [(use, i) for use in uses for i in range(min(SESSIONS[use], most or SESSIONS[use]))]
    missing = [(use, i) for use, i in wanted if not _path(use, i).exists()]
    if not missing:
        return
    books = book(data)
    for use, i in tqdm(missing, desc="render"):
        rng = np.random.default_rng([i, ("train", "validate", "test").index(use), 8])
        sounding = fonts(use)
        stems = session(rng, books[use], sounding[i % len(sounding)], OWN if use == "train" else 0.0)
        arrays = {f"pool_{name}": value for name, value in _fields(pooled(stems))}
        if use != "train":
            arrays |= {f"scenes_{name}": value for name, value in _fields(scenes(stems, rng))}
        keep(_path(use, i), arrays)


def _fields(kept: Pool | Scenes) -> list[tuple[str, np.ndarray]]:
    return [(name, getattr(kept, name)) for name in type(kept).__slots__]


def _path(use: Use, i: int) -> Path:
    return folder() / f"{use}-{i:03d}.npz"


def pooled(stems: Sequence[Stem]) -> Pool:
    """The clips of stems, each stem by itself."""
    frames = [clips(stem.sound).astype(np.float16) for stem in stems]
    share = [shares(confidence(stem.sound), len(stem.sound)) for stem in stems]
    counts = [len(each) for each in frames]
    label = [LABELS.index(stem.label) if stem.label != OTHER else -1 for stem in stems]
    sources = np.array([f"{stem.label}: {stem.source}" for stem in stems])
    number = np.repeat(np.arange(len(stems), dtype=np.int16), counts)
    return Pool(
        np.concatenate(frames),
        np.repeat(np.array(label, np.int8), counts),
        np.concatenate(share),
        number,
        sources,
    )


def scenes(stems: Sequence[Stem], rng: Generator, count: int = SCENES) -> Scenes:
    """Mixes of one to six of the stems, of different instruments, at levels drawn at random."""
    made = [_scene(stems, rng) for _ in range(count)]
    return Scenes(*(np.stack(part) for part in zip(*made, strict=True)))


def _scene(stems: Sequence[Stem], rng: Generator) -> tuple[np.ndarray, np.ndarray]:
    labels = rng.permutation(len(LABELS))[: int(rng.integers(1, 7))]
    wanted = [LABELS[i] for i in labels] + [OTHER] * int(rng.random() < OTHERS)
    chosen = [
        found[rng.integers(len(found))]
        for label in wanted
        if (found := [s for s in stems if s.label == label])
    ]
    mix = (
        np.sum([_gain(rng) * stem.sound for stem in chosen], axis=0)
        if chosen
        else np.zeros_like(stems[0].sound)
    )
    truth = np.zeros((len(shares(confidence(mix), len(mix))), len(LABELS)), bool)
    for stem in chosen:
        if stem.label != OTHER:
            truth[:, LABELS.index(stem.label)] |= shares(confidence(stem.sound), len(stem.sound)) >= LEAST
    return clips(recorded(mix, rng)).astype(np.float16), truth


def _gain(rng: Generator) -> np.float32:
    return np.float32(10 ** (rng.uniform(QUIETEST, 0.0) / 20))


def pool(use: Use) -> Pool:
    """The clips of the stems for a use that have been rendered."""
    loaded = [_load(path, "pool_") for path in _paths(use)]
    first = np.cumsum([0] + [len(each["sources"]) for each in loaded[:-1]])
    for each, number in zip(loaded, first, strict=True):
        each["stem"] = each["stem"].astype(np.int32) + number
    return Pool(**{name: np.concatenate([each[name] for each in loaded]) for name in Pool.__slots__})


def mixes(use: Use) -> Scenes:
    """The mixes for a use that have been rendered."""
    loaded = [_load(path, "scenes_") for path in _paths(use)]
    return Scenes(**{name: np.concatenate([each[name] for each in loaded]) for name in Scenes.__slots__})


def _load(path: Path, prefix: str) -> dict[str, F32]:
    with np.load(path) as found:
        return {name.removeprefix(prefix): found[name] for name in found.files if name.startswith(prefix)}


def _paths(use: Use) -> list[Path]:
    paths = sorted(folder().glob(f"{use}-*.npz"))
    if not paths:
        raise BridgeError(f"nothing to {use} with in {folder()}: run python -m models.activity render")
    return paths
