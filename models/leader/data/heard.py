"""Sounds heard by the bridge's own ears, once: readings and mix are kept until sound or ears change."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import soundfile

from bridge.types import F32, RATE, Reading
from models.leader.audio.listen import hear
from models.leader.audio.mix import mixed
from models.leader.audio.store import pack, unpack
from models.leader.files import BUILT, code, keep

CACHE = BUILT / "real"
"""Where it is kept: tables ``.npz`` and mixes ``.wav``, by set."""
EARS = "bridge/analysis"


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
        keep(table, pack(hear(list(even), buses), buses))
    with np.load(table) as file:
        return unpack(dict(file), buses), mix


def _key(sounds: F32) -> str:
    return blake2b(sounds.tobytes(), digest_size=6, key=bytes.fromhex(code(EARS))).hexdigest()
