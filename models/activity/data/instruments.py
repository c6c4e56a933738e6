"""What General MIDI and the project's own syntheses can teach of each instrument, and what they cannot.

General MIDI has no tabla and no singer who sings words: `models.activity.data.tabla` and
`models.activity.data.singer` are arithmetic in their place, and as far from the real ones as that sounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bridge.labels import INSTRUMENTS

Role = Literal["melody", "chords", "bass", "kit", "hands", "tabla", "singer"]
OTHER = "other"
"""Instruments that are none of the 18: all chances should be 0."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A way to sound like ``label``: ``programs`` of General MIDI, counted from 0 (kits where ``role`` is
    kit), or ``own`` timbres of `models.leader.audio.timbres`, split train.

    ``low`` to ``high`` are the MIDI pitches that it plays.
    """

    label: str
    role: Role
    low: int
    high: int
    programs: tuple[int, ...] = ()
    own: tuple[str, ...] = ()


TABLE: tuple[Instrument, ...] = (
    Instrument("acoustic_guitar", "chords", 40, 79, (24, 25), ("nylon", "steel")),
    Instrument("acoustic_guitar", "melody", 45, 79, (24, 25), ("nylon", "steel")),
    Instrument("clean_guitar", "chords", 40, 79, (26, 27, 28)),
    Instrument("clean_guitar", "melody", 45, 81, (26, 27, 28)),
    Instrument("distorted_guitar", "chords", 40, 67, (29, 30)),
    Instrument("distorted_guitar", "melody", 45, 81, (29, 30)),
    Instrument("electric_bass", "bass", 28, 52, (33, 34, 35, 36, 37)),
    Instrument("double_bass", "bass", 28, 52, (32, 32, 43), ("string-bass",)),
    Instrument("drums", "kit", 0, 127, (0, 8, 16, 24, 25, 32, 40), ("kit-dry", "kit-deep", "kit-small")),
    Instrument("percussion", "hands", 0, 127, (0,)),
    Instrument("tabla", "tabla", 0, 127),
    Instrument("piano", "chords", 33, 91, (0, 1, 3), ("piano",)),
    Instrument("piano", "chords", 40, 96, (0, 1)),
    Instrument("electric_piano", "chords", 36, 88, (4, 5), ("tine",)),
    Instrument("organ", "chords", 36, 90, (16, 17, 18, 19, 20), ("drawbars", "flute-stop")),
    Instrument("synthesizer", "melody", 48, 88, (80, 81, 82, 83, 84, 86, 87), ("saw-lead",)),
    Instrument(
        "synthesizer", "chords", 43, 84, (50, 51, 62, 63, 88, 89, 90, 91, 93, 95), ("saw-pad", "slow-pad")
    ),
    Instrument("synthesizer", "bass", 28, 52, (38, 39), ("saw-bass", "fm-bass")),
    Instrument("violin", "melody", 55, 96, (40, 40, 110), ("fiddle",)),
    Instrument("violin", "melody", 55, 91, (48, 49, 44)),
    Instrument("cello", "melody", 36, 72, (42,), ("low-string",)),
    Instrument("flute", "melody", 60, 96, (73, 73, 72, 74, 75), ("flute",)),
    Instrument("saxophone", "melody", 46, 84, (64, 65, 66, 67)),
    Instrument("trumpet", "melody", 54, 84, (56, 56, 59)),
    Instrument("voice", "chords", 45, 79, (52, 53)),
    Instrument("voice", "singer", 43, 79),
    Instrument("voice", "singer", 43, 79),
    Instrument(OTHER, "melody", 48, 84, (9, 11, 12, 13, 15, 21, 22, 46, 57, 60, 68, 71, 104, 105, 108)),
    Instrument(OTHER, "melody", 36, 60, (47, 58, 70, 117)),
)
"""Several rows of a label are equally likely, and so are the sounds within a row."""
GENERAL = tuple(name for name in INSTRUMENTS if name not in ("drums", "percussion", "tabla"))
"""The labels that a melodic program serves: as many as one run of fluidsynth has channels."""


def ways(label: str) -> tuple[Instrument, ...]:
    """The rows of a label."""
    return tuple(row for row in TABLE if row.label == label)
