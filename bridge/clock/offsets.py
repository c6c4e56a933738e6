"""How far each bus lies from the ensemble's beat, always: its detector's delay and its player's habit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 0.06
"""Seconds: no habit is larger than this."""
SETTLE = 24.0
"""Onsets after which half of a new habit is learnt."""
CENTRING = 0.03
"""Part of the middle's distance from 0 that is taken back with each onset."""
MIN_SD, START_SD = 0.005, 0.016
"""Seconds: the steadiest player there is, and what a bus is believed to be at first."""


@dataclass(slots=True)
class _Habit:
    offset: float = 0.0
    variance: float = START_SD**2
    heard: float = 0.0


class Offsets:
    """Offset (s, + = later than the ensemble) and steadiness of each bus, learnt from residuals.

    The middle of the offsets is kept at 0: they say where buses lie against each other, so a
    hand-over between buses moves nothing.
    """

    def __init__(self, buses: Sequence[str]) -> None:
        self._habits = {b: _Habit() for b in buses}

    def offset(self, bus: str) -> float:
        """Seconds by which ``bus`` is later than the ensemble."""
        return self._habits[bus].offset

    def sd(self, bus: str) -> float:
        """Standard deviation of the bus about its own offset, in seconds."""
        return max(float(self._habits[bus].variance ** 0.5), MIN_SD)

    def learn(self, bus: str, residual: float, weight: float) -> None:
        """Take in one onset's ``residual`` (s, + = later than expected) with ``weight`` 0 to 1."""
        habit = self._habits[bus]
        habit.heard = min(habit.heard + weight, SETTLE)
        gain = weight / (habit.heard + 6.0)
        step = gain * residual
        habit.offset = min(max(habit.offset + step, -LIMIT), LIMIT)
        habit.variance += gain * (residual * residual - habit.variance)
        self._centre()

    def _centre(self) -> None:
        """Draw the middle of the offsets towards 0, slowly, so that the beat moves by nothing heard.

        The middle is the weighted median: where most of the steady players agree, and not
        half-way to one slow attack.
        """
        habits = sorted(self._habits.values(), key=lambda h: h.offset)
        weights = [h.heard / max(h.variance, MIN_SD**2) for h in habits]
        half, total = 0.5 * sum(weights), 0.0
        for habit, weight in zip(habits, weights, strict=True):
            total += weight
            if total >= half:
                middle = habit.offset
                break
        for habit in habits:
            habit.offset -= CENTRING * middle
