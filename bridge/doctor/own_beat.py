"""A bus that carries the bridge's own beat back: a drum machine on its clock, its click in a microphone.

What the clock drives keeps a constant distance from it, to a millisecond or two; nobody who plays can. But
the clock also keeps to a machine that leads, a click or a backing track. The two are told apart by how the
clock moved meanwhile: what it drives makes each of its movements at once; a machine that leads goes straight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.analysis.onsets import OnsetEar
from bridge.audio.hops import Hopper
from bridge.doctor.finding import Finding, ok, unknown, warn
from bridge.doctor.heard import F64, Heard, Sound
from bridge.types import Bus

TIGHT = 0.002
"""Seconds: the standard deviation from the clock below which a bus is no human being."""
CHANCE = 9.0
"""Rayleigh's n·R², from which a concentration comes by chance once in e^9 = 8,000 times."""
STRAIGHTER = 2.0
"""How many times farther than from the clock a driven bus must be from a clock without movements."""
CHECK = "own beat"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a bus keeps to the clock: standard deviations in seconds from it, and from one that goes straight.

    ``strength`` is Rayleigh's n·R² of the former.
    """

    clock: float
    straight: float
    strength: float

    @property
    def tight(self) -> bool:
        """No human being keeps to a clock like this."""
        return self.clock < TIGHT and self.strength > CHANCE

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
    said = f"{bus} keeps to the bridge's clock within {1000 * found.clock:.1f} ms (SD)"
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

    A constant distance makes no difference: the angles of the onsets between their two neighbouring clocks
    are judged by circular statistics (Mardia and Jupp, Directional Statistics, 2000).
    """
    inside = onsets[(onsets >= clocks[0]) & (onsets <= clocks[-1])]
    count = np.arange(len(clocks))
    slope, start = np.polyfit(count, clocks, 1)
    by_clock = np.interp(inside, clocks, count)
    near, strength = _deviation(by_clock, slope)
    far, _ = _deviation((inside - start) / slope, slope)
    return Fit(near, far, strength)


def _deviation(turns: F64, period: float) -> tuple[float, float]:
    """The circular standard deviation in seconds of places counted in turns of ``period``, and n·R²."""
    if not len(turns):
        return np.inf, 0.0
    resultant = float(np.clip(np.abs(np.exp(2j * np.pi * turns).mean()), 1e-9, 1.0))
    spread = np.sqrt(-2.0 * np.log(resultant))
    return float(spread / (2.0 * np.pi) * period), len(turns) * resultant**2
