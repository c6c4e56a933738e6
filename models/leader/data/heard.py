"""Sounds heard by the bridge's own ears, once: readings and mix are kept until what makes them changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import soundfile

from bridge.types import F32, KINDS, RATE, Reading
from models.leader.data.stems import hear

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / "build" / "leader" / "real"
MAKERS = ("bridge/analysis", "models/leader/audio", "models/leader/data")
"""Folders whose code decides what is heard of a real piece; a change in them makes all be heard again."""
KIND_NAMES = tuple(KINDS)


def listen(
    name: str, buses: Sequence[str], sounds: Callable[[], Sequence[F32]], kept: Path = CACHE
) -> tuple[tuple[Reading, ...], Path]:
    """Readings in order of arrival, and the mono mix as a file, of the ``sounds`` of ``buses`` at 44.1 kHz.

    ``sounds`` is called, and the ears are run (about 1.2 s a minute of each bus), only when ``kept``
    holds nothing under this ``name``, a relative path without suffix.
    """
    table, mix = (kept / _makers() / f"{name}{suffix}" for suffix in (".npz", ".wav"))
    if not table.exists():
        table.parent.mkdir(parents=True, exist_ok=True)
        made = sounds()
        length = min(len(sound) for sound in made)
        total = np.sum([sound[:length] for sound in made], axis=0)
        soundfile.write(mix, total / max(1.0, float(np.abs(total).max())), RATE, subtype="PCM_16")
        _write(table, buses, hear(made, buses))
    return _read(table, buses), mix


@cache
def _makers() -> str:
    digest = blake2b(digest_size=6)
    for path in sorted(path for folder in MAKERS for path in (ROOT / folder).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


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
