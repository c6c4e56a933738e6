"""Real onsets become a `Take` that can be rendered: each instrument gets a role and pitches.

The annotations tell when notes begin, not which notes they are, so pitches and strengths are
drawn, always the same for a piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import numpy as np
from numpy.random import Generator

from models.leader.data.beats import tempo_at, ticks
from models.leader.takes import F64, UNKNOWN, Part, Take


@dataclass(frozen=True, slots=True)
class Instrument:
    """``role`` in the ensemble; ``timbre`` that plays it, one that no network is trained on; ``pitches``
    MIDI numbers to draw from (keys of the kit for drums)."""

    role: str
    timbre: str
    pitches: tuple[int, ...]


INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(
    {
        # Three of five strokes of a jazz drummer on the ride, else snare and pedalled hi-hat.
        "drums": Instrument("drums", "gm-kit-jazz", (51, 51, 51, 38, 44)),
        "piano": Instrument("chords", "gm-piano-bright", (55, 58, 60, 62, 63, 65, 67, 70)),
        "bass": Instrument("bass", "gm-bass-acoustic", tuple(range(31, 48))),
        "guitar": Instrument("chords", "gm-guitar-nylon", (52, 55, 57, 59, 60, 62, 64)),
        "tres": Instrument("chords", "banjo", (62, 64, 65, 67, 69, 71, 72, 74)),
        "trumpet": Instrument("melody", "brass", (65, 67, 69, 70, 72, 74, 77)),
        "clave": Instrument("drums", "gm-kit-jazz", (75,)),
        "bell": Instrument("drums", "gm-kit-jazz", (56,)),
        "bongo": Instrument("drums", "gm-kit-jazz", (60, 61)),
        "conga": Instrument("drums", "gm-kit-jazz", (62, 63, 64)),
        # General MIDI has neither; a low tom and the congas come nearest.
        "cajon": Instrument("drums", "gm-kit-jazz", (41, 43)),
        "tabla": Instrument("drums", "gm-kit-jazz", (60, 63, 64)),
    }
)


def _part(rng: Generator, name: str, times: F64) -> Part:
    instrument = INSTRUMENTS[name]
    pitches = rng.choice(instrument.pitches, len(times)).astype(float)
    return Part(name, instrument.role, times, rng.uniform(0.6, 0.9, len(times)), pitches)


def take_of(name: str, onsets: Mapping[str, F64], beats: F64, meter: int, seconds: float) -> Take:
    """The first ``seconds`` of a piece after the earliest of its ``beats`` (s); nobody knows who led.

    ``onsets`` seconds by instrument, in any order; those at the same moment count once. Time starts
    half a second before the first beat, and the beats of all players are the ensemble's.
    """
    start = float(beats[0]) - 0.5
    rng = np.random.default_rng(crc32(name.encode()))
    inside = {
        bus: np.unique(times[(times >= start) & (times < start + seconds)]) - start
        for bus, times in onsets.items()
    }
    heard = beats[beats < start + seconds] - start
    together = np.repeat(heard[:, None], len(inside), axis=1)
    at = ticks(min(seconds, float(heard[-1])))
    return Take(
        name,
        float(at[-1]),
        meter,
        tuple(_part(rng, bus, times) for bus, times in inside.items()),
        together,
        np.zeros(together.shape, dtype=bool),
        tempo_at(beats - start, at),
        np.full(len(at), UNKNOWN),
        None,
    )
