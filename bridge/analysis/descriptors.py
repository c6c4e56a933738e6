"""The ear that says what music it is: MCCLSTM, chunk by chunk, its memory carried on.

Chen and Wang, "High-Level Music Descriptor Extraction Algorithm Based on Combination of Multi-Channel CNNs
and LSTM", ISMIR 2017.
"""

from __future__ import annotations

from bridge.analysis.activity import activity
from bridge.analysis.ear import Readings
from bridge.analysis.mel import Clip, Clips
from bridge.analysis.tags import Tagger, named
from bridge.types import Block, Reading

LATENCY = 0.5
"""Seconds from the end of a chunk to its readings."""
SURE = 0.5
"""Chance below which no style is named."""
PAUSE = 2
"""Silent chunks, 1.86 s each, after which what comes is a new piece."""


class StyleEar:
    """At each chunk that is not silent: ``styles``, a chance for each of the model's labels given all
    chunks of the piece so far, and ``style``, the likeliest, ``unknown`` when none is likely.

    A slow ear: its readings arrive `LATENCY` after the chunk that they are of.
    """

    def __init__(self, bus: str, tagger: Tagger | None = None) -> None:
        self._bus = bus
        self._tagger = tagger or Tagger.shipped("mcclstm")
        contract = self._tagger.contract
        self._clips = Clips(contract.mel, contract.length)
        self._state = self._tagger.blank
        self._silent = 0

    def push(self, block: Block) -> Readings:
        """What the chunks say that are whole now."""
        return tuple(reading for clip in self._clips.push(block) for reading in self._hear(clip))

    def finish(self) -> Readings:
        """Nothing: a chunk that is not whole is not judged."""
        return ()

    def _hear(self, clip: Clip) -> Readings:
        if not activity(clip.sound):
            self._silent += 1
            if self._silent == PAUSE:
                self._state = self._tagger.blank
            return ()
        self._silent = 0
        chances, self._state = self._tagger.say(clip, self._state)
        style, sure = named(self._tagger.contract.labels, chances, SURE)
        when = (clip.t, clip.end + LATENCY)
        return (
            Reading(self._bus, "styles", *when, tuple(chances.tolist())),
            Reading(self._bus, "style", *when, style, sure),
        )
