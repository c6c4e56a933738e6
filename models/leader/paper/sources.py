"""Where tables come from: the authors' own, and the sound of four stems and their mix."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import soxr

from bridge.errors import BridgeError
from bridge.types import F32, RATE
from models.leader.data.stems import mono
from models.leader.paper.table import COLUMNS, PARTS, STEMS, Table
from models.leader.takes import F64

AUTHORS = "leaderstem_features"
"""Folder, in that of the data, of the tables that the paper's authors published."""
WAVES = ("mixture", "drums", "bass", "other", "vocals")
"""Files of a track of MUSDB18-HQ, in the order of `PARTS`; a ``.stem.mp4`` has its streams in the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """``sounds`` of `PARTS`, mono ``(5, n)`` at 44.1 kHz; ``truth`` BPM each 0.1 s ``(T,)``, or None."""

    name: str
    sounds: F32
    truth: F64 | None = None


def authors(data: Path) -> list[Table]:
    """The authors' own tables in the folder ``data`` of the data sets.

    Raises `BridgeError` when there is none, or one that is not laid out like theirs.
    """
    paths = sorted((data / AUTHORS).glob("*.csv.gz"))
    if not paths:
        raise BridgeError(f"{data / AUTHORS}: no .csv.gz in it; it holds the table of the paper's authors")
    return [read_table(path) for path in paths]


def read_table(path: Path) -> Table:
    """A table as the authors have it: Time, then BPM, pitch and volume of mix and stems.

    Rows at the end that are zero throughout hold nothing and are dropped. Raises `BridgeError` for another
    layout.
    """
    try:
        with gzip.open(path, "rt") as file:
            rows = np.loadtxt(file, delimiter=",", skiprows=1, ndmin=2)
    except (OSError, EOFError, ValueError) as error:
        raise BridgeError(f"{path}: cannot be read as a table of numbers ({error})") from None
    width = 1 + len(PARTS) * len(COLUMNS)
    if rows.shape[1] != width:
        raise BridgeError(f"{path}: {rows.shape[1]} columns where the authors' table has {width}")
    heard = np.flatnonzero(rows[:, 1:].any(axis=1))
    rows = rows[: heard[-1] + 1 if len(heard) else 0]
    return Table(path.name.removesuffix(".csv.gz"), rows[:, 0], rows[:, 1:].reshape(-1, len(PARTS), 3))


def musdb(folder: Path) -> list[Path]:
    """The tracks of a MUSDB18 folder: ``.stem.mp4``, and folders with ``mixture.wav`` (MUSDB18-HQ).

    Raises `BridgeError` when there is none.
    """
    mixes = [path.parent for path in folder.rglob(f"{WAVES[0]}.wav")]
    places = sorted([*folder.rglob("*.stem.mp4"), *mixes])
    if not places:
        raise BridgeError(f"{folder}: neither *.stem.mp4 nor {WAVES[0]}.wav in it; is it MUSDB18?")
    return places


def read_track(place: Path) -> Track:
    """A track that `musdb` found. Raises `BridgeError` when it cannot be read."""
    return read_waves(place) if place.is_dir() else read_stems(place)


def read_waves(folder: Path) -> Track:
    """A track of MUSDB18-HQ. Raises `BridgeError` when a stem is missing or cannot be read."""
    missing = [name for name in WAVES if not (folder / f"{name}.wav").exists()]
    if missing:
        raise BridgeError(f"{folder}: {', '.join(missing)} missing; a track has {', '.join(WAVES)} as .wav")
    sounds = [mono(folder / f"{name}.wav") for name in WAVES]
    return Track(folder.name, _even(sounds))


def read_stems(path: Path) -> Track:
    """A ``.stem.mp4``. Raises `BridgeError` without stempeg, or when its five streams cannot be read."""
    if find_spec("stempeg") is None:
        raise BridgeError("stempeg is missing, which reads .stem.mp4: pip install 'leaderbridge[paper]'")
    import stempeg

    try:
        streams, rate = stempeg.read_stems(str(path))
    except (Warning, RuntimeError, OSError, ValueError) as error:  # stempeg raises warnings
        reason = str(error).strip().splitlines()[-1:]
        raise BridgeError(f"{path}: cannot be read ({' '.join(reason)}); is ffmpeg installed?") from None
    if len(streams) != len(PARTS):
        raise BridgeError(f"{path}: {len(streams)} streams where mix and {len(STEMS)} stems were expected")
    sounds = [stream.mean(axis=1).astype(np.float32) for stream in streams]
    return Track(path.name.removesuffix(".mp4").removesuffix(".stem"), _even([_at(s, rate) for s in sounds]))


def excerpt() -> Track:
    """The seconds of MUSDB18 that stempeg brings along. Raises `BridgeError` as `read_stems`."""
    if find_spec("stempeg") is None:
        raise BridgeError("stempeg is missing, which brings the excerpt: pip install 'leaderbridge[paper]'")
    import stempeg

    return read_stems(Path(stempeg.example_stem_path()))


def _at(sound: F32, rate: float) -> F32:
    return sound if rate == RATE else np.asarray(soxr.resample(sound, rate, RATE), dtype=np.float32)


def _even(sounds: list[F32]) -> F32:
    length = min(len(sound) for sound in sounds)
    return np.stack([sound[:length] for sound in sounds])
