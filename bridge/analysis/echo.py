"""What the bridge drives is heard again on other buses: it is taken out before the ears hear it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bridge.analysis.echo_filter import EchoFilter
from bridge.analysis.echo_guard import EchoGuard
from bridge.types import F32, HOP, RATE

WATCH = HOP / RATE / 0.5
"""How fast harm is noticed: a time constant of 0.5 s."""
HARM = 1.1
"""A filter that leaves this many times the power that came in has lost its way."""


class Echo(Protocol):
    """What stands between the buses and the ears. Thread-safe: no."""

    def push(self, sound: F32) -> F32:
        """One block of all buses, float32 ``(buses, HOP)``, without echo; never delayed."""
        ...

    def is_note(self, bus: int, ago: float) -> bool:
        """Whether what began on ``bus`` ``ago`` seconds before now is more than echo."""
        ...


class NoEcho:
    """No bus is driven by the bridge: all passes as it is."""

    def push(self, sound: F32) -> F32:
        """The same sound."""
        return sound

    def is_note(self, bus: int, ago: float) -> bool:
        """Everything is."""
        return True


class EchoCanceller:
    """Takes the machine buses out of all others; the machine buses themselves pass untouched.

    Never makes a bus worse: no more is taken out than the evidence bears; where the residual
    has more power than what came in, or is not finite, the bus passes untouched and its
    filter starts anew.

    Parameters: ``machine`` bool ``(buses,)``, with at least one of each.
    """

    def __init__(self, machine: NDArray[np.bool_]) -> None:
        self._machine = np.flatnonzero(machine)
        self._others = np.flatnonzero(~machine)
        self._seat = {int(bus): seat for seat, bus in enumerate(self._others)}
        self._filter = EchoFilter(len(self._machine), len(self._others))
        self._guard = EchoGuard(len(self._others))
        self._power = np.zeros((2, len(self._others)))

    def push(self, sound: F32) -> F32:
        """One block of all buses, float32 ``(buses, HOP)``: a new array, the echo taken out."""
        heard = sound[self._others]
        estimate = self._filter.estimate(sound[self._machine])
        self._filter.learn(heard, estimate)
        echo = self._filter.trust * estimate
        lost = self._lost(heard, heard - echo)
        self._filter.forget(lost)
        echo[lost] = 0.0
        residual = heard - echo
        self._guard.push(residual, echo)
        clean = sound.copy()
        clean[self._others] = residual
        return clean

    def is_note(self, bus: int, ago: float) -> bool:
        """Whether what began on ``bus`` ``ago`` seconds before now is more than echo."""
        return bus not in self._seat or self._guard.is_note(self._seat[bus], ago)

    def _lost(self, heard: F32, residual: F32) -> NDArray[np.bool_]:
        powers = np.stack([np.square(x, dtype=np.float64).mean(axis=1) for x in (heard, residual)])
        finite = np.isfinite(powers[1])
        powers[1, ~finite] = 0.0
        self._power += WATCH * (powers - self._power)
        worse = self._power[1] > HARM * self._power[0] + 1e-12
        self._power[1, worse] = self._power[0, worse]
        return np.asarray(worse | ~finite)


def echo_between(machine: NDArray[np.bool_]) -> Echo:
    """The canceller for buses of which those marked in ``machine`` ``(buses,)`` are driven."""
    return EchoCanceller(machine) if machine.any() and not machine.all() else NoEcho()
