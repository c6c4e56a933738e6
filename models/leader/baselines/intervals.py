"""A tempo tracker that learns nothing: an inter-onset histogram, a comb over it, and a held octave.

After Gouyon & Dixon, "A Review of Automatic Rhythm Description Systems", Computer Music Journal
29(1), 2005: the histogram of all inter-onset intervals, the period whose multiples it explains
best, weighed by how often listeners feel that period (Parncutt, Music Perception 11(4), 1994).
"""

from __future__ import annotations

import numpy as np

from bridge.leader.tempogram import PER_OCTAVE, PERIODS
from models.leader.baselines.frames import frames
from models.leader.baselines.octave_hold import OctaveHold
from models.leader.baselines.ways import tick_times
from models.leader.takes import F64, Answer, Heard

PREFERRED, SPREAD = 0.52, 0.6
"""Seconds and octaves: the beat period listeners prefer, and how loosely."""
MULTIPLES = (1, 2, 3, 4)
"""Intervals of so many beats speak for a beat."""
NEAR = 2
"""Bins around the best one whose centroid is the period."""
SLOWEST, FASTEST = 40.0, 320.0
"""BPM between which a beat is looked for."""

_PRIOR: F64 = np.where(
    (PERIODS >= 60.0 / FASTEST) & (PERIODS <= 60.0 / SLOWEST),
    np.exp(-0.5 * (np.log2(PERIODS / PREFERRED) / SPREAD) ** 2),
    0.0,
)


def period_of(histogram: F64) -> float:
    """The beat period in seconds that a histogram ``(96,)`` over `PERIODS` speaks for; 0 for none."""
    comb = sum(_at_multiple(histogram, multiple) / multiple for multiple in MULTIPLES)
    best = int((comb * _PRIOR).argmax())
    near = slice(max(best - NEAR, 0), best + NEAR + 1)
    if not histogram[near].any():
        return 0.0
    return float(np.exp(np.average(np.log(PERIODS[near]), weights=histogram[near])))


def _at_multiple(histogram: F64, multiple: int) -> F64:
    """What the histogram holds at ``multiple`` times each period."""
    shift = round(PER_OCTAVE * float(np.log2(multiple)))
    return np.concatenate([histogram[shift:], np.zeros(shift)])


def tracker(heard: Heard) -> Answer:
    """The period of all buses' histograms together, its octave held."""
    hold = OctaveHold()
    bpm = np.zeros(len(heard.bpm))
    for tick, (t, frame) in enumerate(zip(tick_times(heard), frames(heard), strict=True)):
        period = period_of(frame.tempogram.sum((0, 1), dtype=np.float64))
        bpm[tick] = hold.follow(t, 60.0 / period if period else 0.0)
    return Answer(bpm=bpm)
