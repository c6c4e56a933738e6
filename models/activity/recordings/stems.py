"""The real stems that are at hand, each with what it is: a test that no soundfont can pass for us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bridge.types import F32
from models.leader.data.stems import mono


@dataclass(frozen=True, slots=True, eq=False)
class RealStem:
    """``sound`` ``(n,)`` of a stem of a ``song``; ``labels`` those of the 18 that are right for it."""

    song: str
    name: str
    labels: tuple[str, ...]
    sound: F32


FILES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("trackswitch_stems", "drums.mp3", ("drums",)),
    ("trackswitch_stems", "bass.mp3", ("electric_bass",)),
    ("trackswitch_stems", "violins.mp3", ("violin",)),
    ("trackswitch_stems", "synth.mp3", ("synthesizer",)),
    ("lmms_reggaetry_stems", "1_E_Piano.flac", ("electric_piano",)),
    ("lmms_reggaetry_stems", "2_Bass_Slap_02.flac", ("electric_bass",)),
    ("lmms_reggaetry_stems", "3_Strings_high_.flac", ("violin", "synthesizer")),
    ("lmms_reggaetry_stems", "4_Strings_low_.flac", ("cello", "synthesizer")),
    ("lmms_reggaetry_stems", "5_BD_03.flac", ("drums",)),
    ("lmms_reggaetry_stems", "6_Snare_05.flac", ("drums",)),
    ("lmms_reggaetry_stems", "7_Snare_06.flac", ("drums",)),
    ("lmms_reggaetry_stems", "8_Open_HiHat_02.flac", ("drums",)),
    ("lmms_reggaetry_stems", "9_Closed_HihHat_03.flac", ("drums",)),
)
"""Folder of the data, file, and the labels of which any is right. The strings are synthetic ones."""
MUSDB = {1: ("drums",), 2: ("electric_bass",), 4: ("voice",)}
"""Streams of stempeg's excerpt; the third, "other", is several instruments."""


def stems(data: Path) -> Iterator[RealStem]:
    """The stems in the folder ``data`` and, where stempeg is installed, its six seconds of MUSDB18.

    Raises `BridgeError` when one cannot be read.
    """
    for folder, name, labels in FILES:
        yield RealStem(folder.removesuffix("_stems"), Path(name).stem, labels, mono(data / folder / name))
    if find_spec("stempeg"):
        import stempeg

        streams = stempeg.read_stems(stempeg.example_stem_path())[0]
        for i, labels in MUSDB.items():
            yield RealStem("musdb18", labels[0], labels, streams[i].mean(axis=1).astype(np.float32))
