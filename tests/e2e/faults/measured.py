"""What a fault has cost, from what the drum machine heard."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from tests.e2e.faults.concert import CLOCKS, PERIOD, RATE, Concert
from tests.e2e.faults.mischief import Fault

BEFORE, AFTER = 4.0, 6.0
"""Seconds of the music that a fault is judged by."""
LOOK = 0.05
STAYS = 0.5
"""Seconds for which all must stay as before to be so."""


@dataclass(frozen=True)
class Cost:
    """What a fault has cost.

    ``gap``: the longest silence between two clocks in ms, beyond their ``distance`` then, and what jackd
    itself lost meanwhile (``slip``, ms; ``dropped``, ms: cycles within that silence that went by without a
    call to the drum machine, with the clocks in them). ``clocks`` by which the receiver's count differs from
    before, against the bridge's own beats. ``phase``: ms by which the clock lay farther from the band's beat
    than before, at most, once all was as before; ``back`` seconds until then; ``hole`` seconds without a step
    in the recording; ``said`` by the bridge.
    """

    fault: str
    seen: str
    gap: float
    distance: float
    slip: float
    dropped: float
    clocks: float
    phase: float
    back: float
    hole: float
    said: tuple[str, ...]


def suffer(concert: Concert, name: str, fault: Fault) -> Cost:
    """Let it happen, wait until all is as before, and say what it cost."""
    time.sleep(BEFORE)
    whole, spoken = concert.whole(), len(concert.said())
    began = concert.drums.frame
    fault.do(concert)
    back = recovered(concert, whole, fault.back)
    recovery = concert.drums.frame
    time.sleep(AFTER)
    clocks = counted(concert, began, recovery)
    said = tuple(concert.said()[spoken:])
    slip = concert.drums.slip(began, concert.drums.frame)
    distance = 60.0 / concert.tempo() / CLOCKS
    gap, dropped, phase = heard(concert, began, recovery, distance)
    lost = slip * 1e3, dropped
    return Cost(name, fault.seen, gap, distance * 1e3, *lost, clocks, phase, back, hole(concert), said)


def recovered(concert: Concert, whole: object, most: float) -> float:
    """Seconds until everybody is there and connected as before, for good; fails after ``most``."""
    began = time.monotonic()
    since = None
    while time.monotonic() - began < most + STAYS:
        now = time.monotonic()
        same = concert.whole() == whole
        since = (since or now) if same else None
        if since is not None and now - since >= STAYS:
            return since - began
        time.sleep(LOOK)
    raise AssertionError(f"not as before after {most:g} s: {concert.whole()} instead of {whole}")


def counted(concert: Concert, began: int, recovery: int) -> float:
    """Clocks that the drum machine counts too many, or too few, against the beats that OSC tells."""
    frames, _ = concert.errors()
    said = [(t, position) for t, (_, position) in concert.radio.all("/bridge/phase")]
    told, position = np.array(said).T
    host = concert.drums.hosts(frames)
    ahead = np.interp(told, host, np.arange(len(host)), left=np.nan, right=np.nan) - CLOCKS * position
    start, end = concert.drums.hosts(np.array([began, recovery]))
    before, after = ahead[(told > start - BEFORE) & (told < start)], ahead[told > end + AFTER - 2.0]
    return float(np.nanmedian(after) - np.nanmedian(before))


def wrapped(clocks):
    """Modulo a beat, between minus and plus half of one."""
    return (clocks + CLOCKS / 2) % CLOCKS - CLOCKS / 2


def heard(concert: Concert, began: int, recovery: int, distance: float) -> tuple[float, float, float]:
    """The longest gap, how much of it JACK passed over, and the largest change of phase, in ms; clocks are
    ``distance`` seconds apart."""
    frames, errors = concert.errors()
    around = frames[(frames > began - 0.5 * RATE) & (frames < recovery + AFTER * RATE)]
    longest = int(np.argmax(np.diff(around)))
    first, last = around[longest : longest + 2]
    missed = concert.drums.missed(PERIOD)
    dropped = float(np.count_nonzero((missed > first) & (missed < last))) * PERIOD / RATE * 1e3
    gap = float((last - first) / RATE - distance) * 1e3
    before = np.abs(wrapped(CLOCKS * errors[(frames > began - BEFORE * RATE) & (frames < began)]))
    after = np.abs(wrapped(CLOCKS * errors[(frames > recovery) & (frames < recovery + AFTER * RATE)]))
    return gap, dropped, float(np.max(after) - np.max(before)) * distance * 1e3


def hole(concert: Concert) -> float:
    """The longest time without a step in the last part of the recording, in seconds."""
    t = np.array(concert.kept())
    recent = t[t > t[-1] - 40.0]
    return float(np.max(np.diff(recent)))
