"""The sound of the buses, kept: one FLAC file a bus, as it came from the device."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import numpy as np
import soundfile

from bridge.audio.ring import Period
from bridge.errors import BridgeError
from bridge.types import F32

LONGEST_GAP = 60.0
"""Seconds of lost sound that are filled up with silence; after more, a new part begins."""


class Tape:
    """Writes periods into ``folder``: ``1/drums.flac`` and so on, a folder a part.

    A part is one rate without long gaps; what is lost within it is silence, so all buses stay in step with
    the stream. When a part begins is in the files' comment, in stream seconds. 24 bits; samples beyond full
    scale are clipped. What `write` returned from `sync` on is on the disk (but for the last tenth of a
    second, which the encoder holds). One thread; blocks on the disk. Raises `BridgeError` when it cannot
    be written.
    """

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder, self._names = folder, tuple(names)
        self._part: _Part | None = None

    def write(self, period: Period) -> None:
        """Append ``period``."""
        try:
            if self._part is None or not self._part.takes(period):
                self.close()
                self._part = _Part(self._next(), self._names, period)
            self._part.write(period)
        except (OSError, soundfile.LibsndfileError) as why:
            raise BridgeError(f"{self._folder}: the sound cannot be recorded ({why})") from why

    def sync(self) -> None:
        """Wait until the disk has what was written."""
        if self._part is not None:
            self._part.sync()

    def close(self) -> None:
        """End the part; a later `write` begins the next one."""
        if self._part is not None:
            self._part.close()
            self._part = None

    def _next(self) -> Path:
        number = 1
        while (folder := self._folder / str(number)).exists():
            number += 1
        folder.mkdir(parents=True)
        return folder


class _Part:
    """The open files of one part."""

    def __init__(self, folder: Path, names: Sequence[str], first: Period) -> None:
        self._rate, self._next = first.rate, first.start
        self._stack = ExitStack()
        self._raw: list[IO[bytes]] = []
        self._files = [self._open(folder / f"{name}.flac", first) for name in names]

    def _open(self, path: Path, first: Period) -> soundfile.SoundFile:
        raw = self._stack.enter_context(path.open("xb", buffering=0))
        self._raw.append(raw)
        file = self._stack.enter_context(
            soundfile.SoundFile(raw, "w", first.rate, 1, format="FLAC", subtype="PCM_24")
        )
        file.comment = f"begins at {first.start / first.rate:.6f} s of the stream"
        return file

    def takes(self, period: Period) -> bool:
        gap = period.start - self._next
        return period.rate == self._rate and 0 <= gap <= LONGEST_GAP * self._rate

    def write(self, period: Period) -> None:
        gap = period.start - self._next
        for file, row in zip(self._files, period.samples, strict=True):
            file.write(_with_silence_before(row, gap))
        self._next = period.start + period.frames

    def sync(self) -> None:
        for file, raw in zip(self._files, self._raw, strict=True):
            file.flush()
            os.fsync(raw.fileno())

    def close(self) -> None:
        self._stack.close()


def _with_silence_before(row: F32, frames: int) -> F32:
    return np.concatenate([np.zeros(frames, np.float32), row]) if frames else np.ascontiguousarray(row)
