"""Audio whose beats are known, as the bridge's ears hear it: what the beat of the clock is judged on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

import numpy as np

from models.leader.data import band, recordings, rendered, trios
from models.leader.data.instruments import take_of
from models.leader.data.stems import data_folder
from models.leader.takes import F64, Heard, Take

Point = tuple[float, float]
"""A second of the music, and the BPM there; straight lines between two."""
SECONDS = 40.0
CHANGE = 15.0
"""Second at which ramps and steps begin."""
MOMENT = 1e-3
"""Seconds in which a step is over."""
RATE = 3.0
"""BPM a second of the ramps."""
CLICKS = (75, 100, 120, 150)
RAMPS = ((90, 120), (100, 140), (140, 100), (120, 96))
STEPS = ((90, 99), (100, 110), (120, 108), (140, 126))


def clicks() -> Iterator[Heard]:
    """One bus with a click on each beat, for each tempo of `CLICKS`."""
    return rendered.hearings("click", [_take(f"click {bpm}", [(0, bpm)], ("clave",)) for bpm in CLICKS])


def ramps() -> Iterator[Heard]:
    """A band of three whose tempo goes evenly from one to the other."""
    return rendered.hearings("ramp", [_change(f"ramp {a} → {b}", a, b, abs(a - b) / RATE) for a, b in RAMPS])


def steps() -> Iterator[Heard]:
    """A band of three whose tempo changes by a tenth, at once."""
    return rendered.hearings("step", [_change(f"step {a} → {b}", a, b, MOMENT) for a, b in STEPS])


SETS: Mapping[str, Callable[[], Iterator[Heard]]] = MappingProxyType(
    {
        "click": clicks,
        "lmms_reggaetry_stems": lambda: islice(recordings.hearings(data_folder()), 1),
        "ramps of 3 BPM a second": ramps,
        "steps of 10 %": steps,
        "demo band": band.hearings,
        "jazz trios": lambda: rendered.hearings("trios", trios.takes(data_folder() / "jazz_trio_database")),
    }
)
"""All sets by name."""


def _change(name: str, before: float, after: float, seconds: float) -> Take:
    curve = [(0.0, before), (CHANGE, before), (CHANGE + seconds, after)]
    return _take(name, curve, ("drums", "bass", "piano"))


def _take(name: str, curve: Sequence[Point], players: Sequence[str]) -> Take:
    """Drums play eighths, all others each beat."""
    beats = _beats(curve)
    halves = np.sort(np.concatenate([beats, (beats[1:] + beats[:-1]) / 2]))
    onsets = {player: halves if player == "drums" else beats for player in players}
    return take_of(name, onsets, beats, 4, SECONDS)


def _beats(curve: Sequence[Point]) -> F64:
    """Seconds of the beats along a curve of tempo, the first at half a second."""
    t = np.arange(0.5, SECONDS + 1.0, MOMENT / 2)
    bpm = np.interp(t, *np.array(curve).T)
    position = np.concatenate([[0.0], np.cumsum((bpm[1:] + bpm[:-1]) / 2 * np.diff(t) / 60)])
    return np.interp(np.arange(np.floor(position[-1])), position, t)
