"""MedleyDB's instruments as the 18; what is not here is none of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "acoustic_guitar": ("acoustic guitar",),
        "clean_guitar": ("clean electric guitar",),
        "distorted_guitar": ("distorted electric guitar",),
        "electric_bass": ("electric bass",),
        "double_bass": ("double bass",),
        "drums": ("drum set", "drum machine", "kick drum", "snare drum", "bass drum", "toms", "cymbal"),
        "percussion": (
            "auxiliary percussion",
            "tambourine",
            "shaker",
            "claps",
            "bongo",
            "castanet",
            "darbuka",
            "doumbek",
            "cowbell",
            "conga",
        ),
        "tabla": ("tabla",),
        "piano": ("piano", "tack piano"),
        "electric_piano": ("electric piano",),
        "organ": ("electronic organ", "pipe organ"),
        "synthesizer": ("synthesizer",),
        "violin": ("violin", "violin section"),
        "cello": ("cello", "cello section"),
        "flute": ("flute", "flute section", "piccolo", "bamboo flute", "dizi"),
        "saxophone": (
            "alto saxophone",
            "tenor saxophone",
            "soprano saxophone",
            "baritone saxophone",
        ),
        "trumpet": ("trumpet", "trumpet section"),
        "voice": (
            "male singer",
            "female singer",
            "vocalists",
            "male rapper",
            "female rapper",
            "male speaker",
            "female speaker",
            "male screamer",
            "female screamer",
            "choir",
        ),
    }
)
LABEL: Mapping[str, str] = MappingProxyType({name: label for label, all_ in NAMES.items() for name in all_})
"""The label of each of MedleyDB's names."""
