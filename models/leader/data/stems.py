"""Where third-party data lie, and how their sound files are read."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import soundfile
import soxr

from bridge.errors import BridgeError
from bridge.types import F32, RATE
from models.leader.files import ROOT

SUFFIXES = (".flac", ".mp3", ".ogg", ".wav")


def data_folder() -> Path:
    """Where third-party data lie: ``LEADERBRIDGE_DATA``, else ``../shared/data`` beside the checkout.

    Raises `BridgeError` when there is no such folder.
    """
    folder = Path(os.environ.get("LEADERBRIDGE_DATA") or ROOT.parent / "shared" / "data")
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
