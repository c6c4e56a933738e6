"""A bus that carries the bridge's own beat back: a drum machine on its clock, its click in a microphone.

What the clock drives keeps a constant distance from it, to a millisecond or two; nobody who plays does. But
the clock also keeps to a machine that leads, a click or a backing track. The two are told apart by how the
clock moved meanwhile: what it drives makes each of its movements at once; a machine that leads goes straight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.analysis.onsets import OnsetEar
from bridge.audio.hops import Hopper
from bridge.doctor.finding import Finding, ok, unknown, warn
from bridge.doctor.heard import F64, Heard, Sound
from bridge.types import Bus

MOST = 0.75
"""The part of a bus's notes that is judged, those that lie closest: the rest may be bleed."""
TIGHT = 0.002
"""Seconds around one distance from the clock within which these lie on a bus that is no human being."""
FEWEST = 8
"""Notes by which a bus can be judged."""
CHANCE = 1e-3
"""What is as unlikely as this, if the clock had nothing to do with it, is no accident."""
STRAIGHTER = 2.0
"""How many times farther than from the clock a driven bus must be from a clock without movements."""
CHECK = "own beat"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a bus keeps to the clock: seconds around one distance from it within which `MOST` of its notes lie.

    ``straight`` is the same for a clock that goes straight; ``chance`` how likely the former is by accident.
    """

    clock: float
    straight: float
    chance: float

    @property
    def tight(self) -> bool:
        """No human being keeps to a clock like this."""
        return self.clock < TIGHT and self.chance < CHANCE

    @property
    def driven(self) -> bool:
        """It made the clock's movements, too."""
        return self.tight and self.straight > STRAIGHTER * self.clock


def judge_own_beat(heard: Heard, machines: Sequence[str], config: Path) -> Iterator[Finding]:
    """What is to be said of buses but ``machines``, which are known to; ``config`` is the file to edit."""
    players = [sound for sound in heard.sounds if sound.bus not in machines]
    if len(heard.clocks) < 2:
        yield unknown(
            CHECK,
            "cannot be judged: no clock was heard",
            "start the bridge (leaderbridge run), let the band play until it follows, and look again",
        )
        return
    fits = {s.bus: fit(onset_times(s, heard.rate), heard.clocks) for s in players}
    tight = {bus: found for bus, found in fits.items() if found.tight}
    yield from (_told(bus, found, config) for bus, found in tight.items())
    if not tight:
        yield ok(CHECK, "no bus carries it back")


def _told(bus: str, found: Fit, config: Path) -> Finding:
    said = f"{bus} keeps to the bridge's clock within {1000 * found.clock:.1f} ms"
    fix = f'machine = true below name = "{bus}" in its [[bus]] of {config}'
    if found.driven:
        return warn(
            f"{CHECK}: {bus}",
            f"{said} in all its movements: the bridge hears its own beat",
            f"write {fix}",
        )
    return unknown(
        f"{CHECK}: {bus}",
        f"{said}; so would a click or a backing track that leads, for the tempo did not move",
        f"if the bridge drives it, write {fix}; if not, all is well",
    )


def onset_times(sound: Sound, rate: int) -> F64:
    """Seconds from the first sample at which the bridge's own ear hears notes begin, ``(n,)``."""
    ear, hopper = OnsetEar(sound.bus), Hopper([Bus(sound.bus)], rate)
    hops = hopper.push(sound.samples[None]) + hopper.flush()
    return np.array([reading.t for (block,) in hops for reading in ear.push(block)], np.float64)


def fit(onsets: F64, clocks: F64) -> Fit:
    """How ``onsets`` keep to ``clocks``, both in seconds, rising; onsets outside of the clocks do not count.

    A constant distance makes no difference: what is judged is where they lie between two clocks.
    """
    inside = onsets[(onsets >= clocks[0]) & (onsets <= clocks[-1])]
    count = np.arange(len(clocks))
    slope, start = np.polyfit(count, clocks, 1)
    near, chance = _closest(np.interp(inside, clocks, count), slope)
    far, _ = _closest((inside - start) / slope, slope)
    return Fit(near, far, chance)


def _closest(turns: F64, period: float) -> tuple[float, float]:
    """Half the shortest arc, in seconds, that holds `MOST` of the places, and how likely it is by accident.

    ``turns`` of ``period`` seconds each. That any of n places scattered at random begins an arc of this share
    of the circle with k of them is at most n times a tail of the binomial distribution.
    """
    n = len(turns)
    if n < FEWEST:
        return np.inf, 1.0
    k = math.ceil(MOST * n)
    places = np.sort(turns % 1.0)
    share = float(np.min(np.append(places, places + 1.0)[k - 1 : k - 1 + n] - places))
    tail = sum(math.comb(n - 1, j) * share**j * (1 - share) ** (n - 1 - j) for j in range(k - 1, n))
    return share / 2 * period, n * tail
