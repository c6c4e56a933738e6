"""Ways that rest on aubio's beat tracker: on the buses, on the mix, and the paper's idea of a leader."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from bridge.leader.fallback import MedianTempo
from bridge.types import TICK, Reading
from models.leader.baselines.clicks import clicked, tempi, tracked
from models.leader.baselines.ways import held, latest, nearest, one_hot, sound_of, tick_times
from models.leader.replay import batches
from models.leader.takes import F64, Answer, Heard

REMEMBERED = 4
"""Takes whose aubio tempi are kept, for several ways ask for them one after the other."""


def _onsets(heard: Heard, bus: str | None = None) -> list[float]:
    return [r.t for r in heard.readings if r.kind == "onset" and bus in (None, r.bus)]


@lru_cache(REMEMBERED)
def _tempi(heard: Heard) -> tuple[Reading, ...]:
    """Tempo readings of the buses in order of arrival: as heard, else aubio's of their onsets as clicks."""
    found = [r for r in heard.readings if r.kind == "tempo"]
    if not found:
        seconds = TICK * len(heard.bpm)
        found = [r for bus in heard.buses for r in tempi(bus, _onsets(heard, bus), seconds)]
    return tuple(sorted(found, key=lambda reading: reading.arrived))


@lru_cache(REMEMBERED)
def _mix(heard: Heard) -> tuple[Reading, ...]:
    """aubio's readings of the mix: of its sound file, else of all onsets as clicks."""
    if heard.mix is None:
        return tuple(clicked("mix", _onsets(heard), TICK * len(heard.bpm)))
    return tuple(tracked("mix", sound_of(heard.mix)))


@lru_cache(REMEMBERED)
def own_tempi(heard: Heard) -> F64:
    """aubio's BPM of each bus at each tick, ``(T, N)``; 0 where unknown."""
    return np.nan_to_num(latest(replace(heard, readings=_tempi(heard)), "tempo"))


def median_tempo(heard: Heard) -> Answer:
    """The median of the buses' aubio BPM: what the bridge falls back to."""
    median, bpm = MedianTempo(heard.buses), np.zeros(len(heard.bpm))
    for tick, here in enumerate(batches(_tempi(heard), tick_times(heard))):
        for reading in here:
            median.hear(reading)
        bpm[tick] = median.bpm
    return Answer(bpm=bpm)


def mix_tempo(heard: Heard) -> Answer:
    """aubio on the mix: its BPM and its beats."""
    tempo = np.array([(r.arrived, r.value) for r in _mix(heard) if r.kind == "tempo"], dtype=np.float64)
    arrived, said = tempo.reshape(-1, 2).T
    bpm = held(heard, arrived, said, before=0.0)
    return Answer(bpm=bpm, beats=np.array([r.t for r in _mix(heard) if r.kind == "beat"]))


def nearest_bus(heard: Heard) -> Answer:
    """Oracle: at each tick the bus whose aubio BPM is nearest to the truth, and that BPM."""
    return _along(heard, heard.bpm)


def nearest_to_mix(heard: Heard) -> Answer:
    """The paper's definition: the bus whose aubio BPM is nearest to the mix's leads, at its own BPM."""
    bpm = mix_tempo(heard).bpm
    return Answer() if bpm is None else _along(heard, bpm)


def _along(heard: Heard, bpm: F64) -> Answer:
    own = own_tempi(heard)
    chosen = nearest(own, bpm)
    return Answer(bpm=own[np.arange(len(own)), chosen], shares=one_hot(chosen, own.shape[1]))
