"""Real stems heard by the bridge's own ears: readings for judging on, and for looking at."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr

from bridge.analysis import Hearing
from bridge.errors import BridgeError
from bridge.types import F32, HOP, RATE, Block, Bus, Reading

SUFFIXES = (".flac", ".mp3", ".ogg", ".wav")


def data_folder() -> Path:
    """Where third-party data lie: ``LEADERBRIDGE_DATA``, else ``../shared/data`` beside the checkout.

    Raises `BridgeError` when there is no such folder.
    """
    beside = Path(__file__).resolve().parents[4] / "shared" / "data"
    folder = Path(os.environ.get("LEADERBRIDGE_DATA") or beside)
    if not folder.is_dir():
        raise BridgeError(f"no data folder {folder}: set LEADERBRIDGE_DATA to where the data sets are")
    return folder


def mono(path: Path) -> F32:
    """A sound file's channels averaged, at 44.1 kHz.

    Raises `BridgeError` when it cannot be read.
    """
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise BridgeError(f"{path}: cannot be read as sound ({error.error_string})") from None
    sound = samples.mean(axis=1, dtype=np.float32)
    return sound if rate == RATE else np.asarray(soxr.resample(sound, rate, RATE), dtype=np.float32)


def hear(sounds: Sequence[F32], names: Sequence[str]) -> list[Reading]:
    """All readings of buses' mono sounds at 44.1 kHz, in order of arrival."""
    hearing = Hearing([Bus(name) for name in names])
    hops = min(len(sound) for sound in sounds) // HOP
    readings: list[Reading] = []
    for hop in range(hops):
        here = slice(hop * HOP, (hop + 1) * HOP)
        readings += hearing.push(
            [Block(name, hop * HOP, RATE, sound[here]) for name, sound in zip(names, sounds, strict=True)]
        )
    return readings + list(hearing.finish())


def hear_folder(folder: Path) -> tuple[tuple[str, ...], list[Reading]]:
    """Names and readings of a folder of stems."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    names = tuple(path.stem for path in paths)
    return names, hear([mono(path) for path in paths], names)
