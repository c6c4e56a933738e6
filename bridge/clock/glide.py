"""The clock's own timeline: it follows the trusted beat without ever jumping.

The clock's tempo is the trusted tempo plus a bend of at most 10 % that glides phase errors
out, and changes by at most the slew limit. Seen from the beat this is a double integrator with
bounded acceleration, so the bend is limited to what can still be braked in time: it arrives
without overshoot.
"""

from __future__ import annotations

import math

from bridge.clock.settings import ClockSettings
from bridge.types import Timeline

GLIDE = 0.5
"""Seconds: time constant with which small phase errors vanish at medium tightness."""


def steer(clock: Timeline, target: Timeline, t: float, dt: float, settings: ClockSettings) -> Timeline:
    """The clock's timeline after ``dt`` seconds of gliding towards ``target`` at time ``t``.

    Both timelines count the same beats; the result is continuous with ``clock`` at ``t``.
    """
    error = target.beat_at(t) - clock.beat_at(t)
    nu = target.bpm / 60.0
    accel = settings.slew / 100.0 * nu
    rate = (0.5 + settings.tightness) / GLIDE
    wanted = min(abs(error) * rate, math.sqrt(1.6 * accel * abs(error)), settings.bend / 100.0 * nu)
    bpm = 60.0 * (nu + math.copysign(wanted, error))
    step = settings.slew / 100.0 * clock.bpm * dt
    return clock.retempo(min(max(bpm, clock.bpm - step), clock.bpm + step), t)
