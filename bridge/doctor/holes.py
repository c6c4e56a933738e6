"""Sound that comes in shreds: a device that plays silence wherever it was late."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bridge.doctor.finding import Finding, ok, warn
from bridge.doctor.heard import Heard
from bridge.types import F32

LENGTH = 0.001, 0.1
"""Seconds for which all buses are zero at once in a hole: a period or a few, of the shortest and the longest
that devices have."""
EDGE = 0.003
"""Of full scale: a wave that stops dead from there and goes on from there was cut. A note dies away before it
ends, or is followed by a longer rest."""
MANY = 4
"""Holes that make it torn; as often may somebody stop all tracks in a few seconds."""


def judge_holes(heard: Heard) -> Iterator[Finding]:
    """What is to be said of sound with holes in it."""
    samples = np.stack([sound.samples for sound in heard.sounds])
    count = holes(samples, heard.rate) - heard.misses
    if count >= MANY:
        a_second = count * heard.rate / samples.shape[1]
        yield warn(
            "torn sound",
            f"all buses break off at once {a_second:.1f} times a second: the device loses sound, and the "
            "band is followed late, or not",
            "a longer audio.period in the config, or a shorter one of the device or server: jackd -p 256",
        )
    elif samples.any():
        yield ok("torn sound", "the sound does not break off again and again")


def holes(samples: F32, rate: int) -> int:
    """How often all of ``samples`` ``(buses, n)`` break off at one frame, to go on so after `LENGTH`."""
    loud = np.abs(samples).max(axis=0)
    edges = np.flatnonzero(np.diff(loud == 0, prepend=True, append=True))
    begins, ends = edges[1:-1:2], edges[2:-1:2]  # zero from begin to before end, with sound on either side
    lasting = (ends - begins) / rate
    short = (lasting >= LENGTH[0]) & (lasting <= LENGTH[1])
    cut = np.minimum(loud[begins - 1], loud[ends]) > EDGE
    return int(np.count_nonzero(short & cut))
