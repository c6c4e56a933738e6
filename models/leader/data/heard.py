"""Sounds heard by the bridge's own ears, once: readings and mix are kept until sound or ears change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import soundfile

from bridge.types import F32, KINDS, RATE, Reading
from models.leader.audio.mix import mixed
from models.leader.data.stems import hear

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / "build" / "leader" / "real"
EARS = ROOT / "bridge" / "analysis"
KIND_NAMES = tuple(KINDS)


def listen(
    name: str, buses: Sequence[str], sounds: Sequence[F32], kept: Path = CACHE
) -> tuple[tuple[Reading, ...], Path]:
    """Readings in order of arrival, and the mono mix as a file, of the ``sounds`` of ``buses`` at 44.1 kHz.

    The ears are run (about 1.2 s a minute of each bus) only when ``kept`` does not hold the same sound
    heard by the same ears. ``name`` is a relative path without suffix, for people to find the mix.
    """
    length = min(len(sound) for sound in sounds)
    even = np.stack([sound[:length] for sound in sounds])
    stem = kept / f"{name}-{_key(even)}"
    table, mix = stem.with_name(f"{stem.name}.npz"), stem.with_name(f"{stem.name}.wav")
    if not table.exists():
        stem.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(mix, mixed(even), RATE, subtype="PCM_16")
        _write(table, buses, hear(even, buses))
    return _read(table, buses), mix


def _key(sounds: F32) -> str:
    digest = blake2b(np.ascontiguousarray(sounds), digest_size=6, key=_ears())
    return digest.hexdigest()


@cache
def _ears() -> bytes:
    digest = blake2b(digest_size=16)
    for path in sorted(EARS.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def _write(path: Path, buses: Sequence[str], readings: Sequence[Reading]) -> None:
    """Written aside and renamed, so that a broken run leaves no half a file."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(
            file,
            bus=np.array([buses.index(r.bus) for r in readings], dtype=np.uint8),
            kind=np.array([KIND_NAMES.index(r.kind) for r in readings], dtype=np.uint8),
            numbers=np.array([(r.t, r.arrived, r.value, r.confidence) for r in readings], dtype=float),
        )
    part.rename(path)


def _read(path: Path, buses: Sequence[str]) -> tuple[Reading, ...]:
    with np.load(path) as arrays:
        rows = zip(arrays["bus"], arrays["kind"], arrays["numbers"].tolist(), strict=True)
        return tuple(Reading(buses[bus], KIND_NAMES[kind], *numbers) for bus, kind, numbers in rows)
