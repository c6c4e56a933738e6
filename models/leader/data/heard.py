"""Sounds heard by the bridge's own ears, once: readings and mix are kept until sound or ears change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from bridge.types import F32, RATE, Reading
from models.leader.audio.mix import mixed
from models.leader.audio.store import pack, unpack
from models.leader.data.stems import hear

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / "build" / "leader" / "real"
"""Where it is kept: tables ``.npz`` and mixes ``.wav``, by set."""
EARS = ROOT / "bridge" / "analysis"


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
        _keep(table, pack(hear(list(even), buses), buses))
    with np.load(table) as file:
        return unpack(dict(file), buses), mix


def _key(sounds: F32) -> str:
    return blake2b(sounds.tobytes(), digest_size=6, key=_ears()).hexdigest()


@cache
def _ears() -> bytes:
    digest = blake2b(digest_size=16)
    for path in sorted(EARS.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def _keep(path: Path, tables: Mapping[str, Any]) -> None:
    """Written aside and renamed, so that a broken run leaves no half a file."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **tables)
    part.rename(path)
