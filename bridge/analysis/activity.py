"""The ear that says what sounds: how much of each second, and which instrument it sounds like."""

from __future__ import annotations

from collections import deque

import numpy as np

from bridge.analysis.ear import Readings
from bridge.analysis.mel import Clip, Clips
from bridge.analysis.tags import NONE, Tagger, named
from bridge.types import F32, RATE, Block, Reading

LATENCY = 0.5
"""Seconds from the end of a clip to its readings: what a loaded machine may take to reckon."""
SILENCE = 10 ** (-60 / 20)
"""RMS below which a moment is silent (−60 dBFS): above the hiss of an interface, below the softest note."""
MOMENT = round(0.02 * RATE)
"""Samples over which that is measured."""
REMEMBERED = 5
"""Clips that sounded over which an instrument is named: the judge's 5 s."""
SURE = 0.5
"""Chance below which no instrument is named."""


class ActivityEar:
    """Each second: ``activity``, the share of it in which anything sounds, 0 to 1; ``instruments``, a chance
    for each of the model's labels; and ``instrument``, the likeliest over the last seconds that sounded,
    ``none`` in silence, ``unknown`` when none is likely.

    A slow ear: its readings arrive `LATENCY` after the clip that they are of.
    """

    def __init__(self, bus: str, tagger: Tagger | None = None) -> None:
        self._bus = bus
        self._tagger = tagger or Tagger.shipped("activity")
        contract = self._tagger.contract
        self._clips = Clips(contract.mel, contract.length)
        self._heard: deque[F32] = deque(maxlen=REMEMBERED)

    def push(self, block: Block) -> Readings:
        """What the clips say that are whole now."""
        return tuple(reading for clip in self._clips.push(block) for reading in self._hear(clip))

    def finish(self) -> Readings:
        """Nothing: a clip that is not whole is not judged."""
        return ()

    def _hear(self, clip: Clip) -> Readings:
        sounding = activity(clip.sound)
        if not sounding:
            silent = tuple(0.0 for _ in self._tagger.contract.labels)
            return self._say(clip, 0.0, silent, NONE, 1.0)
        chances, _ = self._tagger.say(clip, self._tagger.blank)
        self._heard.append(chances)
        together = np.mean(self._heard, axis=0)
        instrument, sure = named(self._tagger.contract.labels, together, SURE)
        return self._say(clip, sounding, tuple(chances.tolist()), instrument, sure)

    def _say(
        self, clip: Clip, sounding: float, chances: tuple[float, ...], instrument: str, sure: float
    ) -> Readings:
        when = (clip.t, clip.end + LATENCY)
        return (
            Reading(self._bus, "activity", *when, sounding),
            Reading(self._bus, "instruments", *when, chances),
            Reading(self._bus, "instrument", *when, instrument, sure),
        )


def activity(sound: F32) -> float:
    """The share of the moments of ``sound`` ``(n,)`` that are not silent.

    A moment's own mean is left out: an offset that is still being learnt is no sound.
    """
    whole = len(sound) // MOMENT * MOMENT
    power = np.var(sound[:whole].reshape(-1, MOMENT), axis=1)
    return float(np.mean(power > SILENCE**2))
