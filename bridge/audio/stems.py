"""Stems from files: one file a bus, WAV, FLAC, OGG or MP3, read as a stream."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile

from bridge.audio.settings import MOST
from bridge.errors import BridgeError
from bridge.names import unique_slugs
from bridge.quiet import hushed
from bridge.types import F32

SUFFIXES = frozenset({".wav", ".flac", ".ogg", ".mp3"})
RATES = range(8_000, 192_001)
TOLERANCE = 0.05
"""Seconds by which stems may differ in length, or a file fall short: encoders pad and cut."""

UNREADABLE = (soundfile.SoundFileError, ValueError, OSError)
"""What libsndfile and its wrapper raise; the second for headers whose numbers cannot be."""


class _Forwards(soundfile.SoundFile):  # type: ignore[misc]
    """A file that is only read onwards.

    soundfile seeks after each read of what is seekable, and after a seek libsndfile's MP3
    decoder goes silent (libsndfile 1.2.2).
    """

    def seekable(self) -> bool:
        """No: so that soundfile leaves the position alone."""
        return False


class Stem:
    """One file as mono sound, read from its beginning to its end.

    ``frames`` is what the file promises at ``rate``. Raises `BridgeError` if it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = _Forwards(path)
        except UNREADABLE as error:
            raise BridgeError(
                f"{path}: cannot be read as audio ({_reason(error)}); give WAV, FLAC, OGG or MP3 files"
            ) from None
        self.rate: int = self._file.samplerate
        self.frames: int = self._file.frames
        self._position = 0
        if self.rate not in RATES:
            raise BridgeError(
                f"{path}: {self.rate} Hz is outside 8000 to 192000: convert it, e.g. "
                f"ffmpeg -i {path.name} -ar 44100 {path.stem}_44100.wav"
            )
        _check_whole(path, self._file)

    def read(self, n: int) -> F32:
        """The next ``n`` frames, float32 ``(n,)``: the mean of the channels, zeros behind the end."""
        wanted = min(n, max(0, self.frames - self._position))
        try:
            sound = self._file.read(wanted, dtype="float32", always_2d=True) if wanted else None
        except UNREADABLE as error:
            raise self._truncated(_reason(error)) from None
        out = np.zeros(n, np.float32)
        if sound is None:
            return out
        self._position += len(sound)
        if len(sound) < wanted:
            self._end_early()
        out[: len(sound)] = sound.mean(axis=1)
        return out

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _end_early(self) -> None:
        if self.frames - self._position > TOLERANCE * self.rate:
            raise self._truncated("its header promises more than there is")
        self.frames = self._position

    def _truncated(self, reason: str) -> BridgeError:
        return BridgeError(
            f"{self.path}: ends at {self._position / self.rate:.2f} s of "
            f"{self.frames / self.rate:.2f} s ({reason}): export or copy it again"
        )


class Stems:
    """An ensemble in files: a `bridge.audio.source.Source`. Memory does not grow with length."""

    def __init__(self, stems: Sequence[Stem]) -> None:
        self._stems = tuple(stems)
        self._position = 0
        self.names = unique_slugs(stem.path.stem for stem in stems)
        self.rate = stems[0].rate
        self.frames = max(stem.frames for stem in stems)

    @classmethod
    def open(cls, paths: Sequence[Path], pad: bool = False) -> Stems:
        """The stems in these files, or in one folder, in the order of their names.

        ``pad`` lets stems of different length end in silence. Raises `BridgeError` when there is
        nothing, more than 16, a file that is unreadable or shorter than it says, or when rates
        or lengths differ.
        """
        with hushed():  # the MP3 decoder complains of what is said better here
            stems = [Stem(path) for path in sorted(_files(paths), key=lambda path: path.name)]
        _check_rates(stems)
        if not pad:
            _check_lengths(stems)
        return cls(stems)

    @property
    def seconds(self) -> float:
        """How long the longest stem is."""
        return self.frames / self.rate

    def read(self, n: int) -> F32:
        """The next ``n`` frames, float32 ``(buses, n)``; fewer at the end, then ``(buses, 0)``."""
        n = min(n, self.frames - self._position)
        self._position += n
        return np.stack([stem.read(n) for stem in self._stems])

    def close(self) -> None:
        """Close all files."""
        for stem in self._stems:
            stem.close()


def _files(paths: Sequence[Path]) -> list[Path]:
    """The audio files meant: those named, or all in the one folder named."""
    paths = [Path(path) for path in paths]
    if len(paths) == 1 and paths[0].is_dir():
        paths = [
            path
            for path in paths[0].iterdir()
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
        ] or _nothing_in(paths[0])
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise BridgeError(f"{missing[0]}: there is no such file: give audio files, or one folder of them")
    if not 1 <= len(paths) <= MOST:
        raise BridgeError(f"{len(paths)} stems are given: the bridge takes 1 to {MOST}; mix some together")
    return paths


def _nothing_in(folder: Path) -> list[Path]:
    raise BridgeError(f"{folder}: no WAV, FLAC, OGG or MP3 file in it: give the folder that holds the stems")


def _check_rates(stems: Sequence[Stem]) -> None:
    first = stems[0]
    for stem in stems:
        if stem.rate != first.rate:
            raise BridgeError(
                f"{stem.path}: {stem.rate} Hz, but {first.path.name} has {first.rate} Hz: convert it, e.g. "
                f"ffmpeg -i {stem.path.name} -ar {first.rate} {stem.path.stem}_{first.rate}.wav"
            )


def _check_lengths(stems: Sequence[Stem]) -> None:
    short, long = (pick(stems, key=lambda stem: stem.frames) for pick in (min, max))
    if (long.frames - short.frames) > TOLERANCE * short.rate:
        raise BridgeError(
            f"{short.path}: lasts {short.frames / short.rate:.2f} s, but {long.path.name} "
            f"{long.frames / long.rate:.2f} s: export stems of one length, or use --pad to end in silence"
        )


def _check_whole(path: Path, file: soundfile.SoundFile) -> None:
    """Refuse a file of which the end is missing, before anything has begun."""
    if file.frames <= 0:
        raise BridgeError(f"{path}: there is no sound in it: export or copy it again")
    missing = _riff_missing(path)
    if missing > TOLERANCE * file.samplerate * file.channels:
        raise BridgeError(f"{path}: is cut off, {missing} bytes are missing: export or copy it again")
    last = max(0, file.frames - 1 - int(TOLERANCE * file.samplerate))
    if not _reaches(path, last):
        raise BridgeError(
            f"{path}: is cut off, the end of its {file.frames / file.samplerate:.2f} s "
            "is missing: export or copy it again"
        )


def _reaches(path: Path, frame: int) -> bool:
    """Whether that frame can be read."""
    try:
        with soundfile.SoundFile(path) as probe:
            probe.seek(frame)
            return len(probe.read(1)) == 1
    except UNREADABLE:
        return False


def _riff_missing(path: Path) -> int:
    """Bytes that a WAV file's header promises and the file lacks: libsndfile shortens it silently.

    A size near 2³² stands for "unknown" where a recorder streamed, so that promises nothing.
    """
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return 0
        size = path.stat().st_size
        while len(chunk := file.read(8)) == 8:
            length = int.from_bytes(chunk[4:], "little")
            if chunk[:4] == b"data":
                promised = length if length < 0xFFFFFF00 else 0
                return max(0, file.tell() + promised - size)
            file.seek(length + length % 2, 1)
    return 0


def _reason(error: Exception) -> str:
    """What went wrong, in a few words on one line."""
    return str(getattr(error, "error_string", error)).strip().rstrip(".").splitlines()[0]
