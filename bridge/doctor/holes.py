"""Sound that comes in shreds: a device that plays silence wherever it was late."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bridge.doctor.finding import Finding, ok, warn
from bridge.doctor.heard import Heard
from bridge.types import F32

LENGTH = 0.001
"""Seconds for which all buses are zero at once in a hole; the shortest period of a device lasts as long."""
EDGE = 0.003
"""Of full scale: a wave that stops dead from there was cut off. One that dies away ends with far less."""
MANY = 4
"""Holes that make it torn; as often may somebody stop all tracks in a few seconds."""


def judge_holes(heard: Heard) -> Iterator[Finding]:
    """What is to be said of sound with holes in it."""
    samples = np.stack([sound.samples for sound in heard.sounds])
    count = holes(samples, round(LENGTH * heard.rate))
    if count >= MANY:
        a_second = count * heard.rate / samples.shape[1]
        yield warn(
            "torn sound",
            f"all buses break off at once {a_second:.1f} times a second: the device loses sound, and nobody "
            "can be followed",
            "a longer audio.period in the config, or a shorter one of the device or server: jackd -p 256",
        )
    elif samples.any():
        yield ok("torn sound", "nothing is cut out of it")


def holes(samples: F32, length: int) -> int:
    """How often all of ``samples`` ``(buses, n)`` break off at one frame, and are zero for ``length``."""
    loud = np.abs(samples).max(axis=0)
    edges = np.flatnonzero(np.diff(loud == 0, prepend=False, append=False))
    begins, ends = edges[::2], edges[1::2]  # zero from begin to before end
    begins = begins[(ends - begins >= length) & (begins > 0)]
    return int(np.count_nonzero(loud[begins - 1] > EDGE))
