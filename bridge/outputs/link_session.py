"""The Ableton Link session that this computer is part of, in host seconds.

The wrapper is LinkPython-extern: unlike aalink it gives Link's session state with a time for each
question and each change, which a clock needs that trims a tempo to the tenth of a millisecond.
Meanings are those of Link's own ``include/ableton/Link.hpp``.
"""

from __future__ import annotations

import math
import time
from typing import Any

from bridge.errors import BridgeError

SETTLE = 1.0
"""Seconds between the making and the joining: one that joins at once now and then forces its own tempo on
everybody (Ableton/link issue 146)."""
_TIGHT = 2e-5
"""Seconds within which both clocks are to be read: a reading that was interrupted says when, but not what."""
_LOOKS = 20
"""Readings of both clocks at most, on a machine that interrupts them all; the tightest counts."""


class LinkSession:
    """A member of the session, once it has joined.

    ``bpm`` is the tempo while nobody else is there; ``start_stop`` shares start and stop. Times are host
    seconds, beats real numbers, ``quantum`` the beats of a bar. For one thread; never blocks; a call takes
    some ten microseconds. Raises BridgeError without the package.
    """

    def __init__(self, bpm: float, start_stop: bool) -> None:
        self._link = _link(bpm)
        self._link.startStopSyncEnabled = start_stop
        self._clock = self._link.clock()

    def join(self) -> None:
        """Join whoever is there, and adopt their tempo; not before `SETTLE` seconds after the making."""
        self._link.enabled = True

    @property
    def peers(self) -> int:
        """How many others are in the session."""
        return int(self._link.numPeers())

    @property
    def tempo(self) -> float:
        """BPM; Link keeps whole microseconds a beat."""
        return float(self._state().tempo())

    @property
    def playing(self) -> bool:
        """Whether the session plays, or has been told to."""
        return bool(self._state().isPlaying())

    def beat_at(self, t: float, quantum: float) -> float:
        """The beat at ``t``; modulo ``quantum`` it is the same for all who are in the session."""
        return float(self._state().beatAtTime(self._micros(t), quantum))

    def retempo(self, bpm: float, t: float) -> None:
        """Another tempo from ``t`` on, for all: no beat jumps."""
        state = self._state()
        state.setTempo(bpm, self._micros(t))
        self._link.commitSessionState(state)

    def seat(self, bpm: float, beat: float, t: float, quantum: float) -> None:
        """Tempo ``bpm``, and ``beat`` at ``t``, for all: their beat may jump."""
        state, micros = self._state(), self._micros(t)
        state.setTempo(bpm, micros)
        state.forceBeatAtTime(beat, micros, quantum)
        self._link.commitSessionState(state)

    def play(self, playing: bool, t: float) -> None:
        """Let all who share start and stop play from ``t`` on, or stop."""
        state = self._state()
        state.setIsPlaying(playing, self._micros(t))
        self._link.commitSessionState(state)

    def leave(self) -> None:
        """Leave; the others go on as they are."""
        self._link.enabled = False

    def _state(self) -> Any:
        return self._link.captureSessionState()

    def _micros(self, t: float) -> int:
        """Link's time at the host time ``t``: another clock on Linux, where Link's is not slewed by NTP."""
        return round((t + self._ahead()) * 1e6)

    def _ahead(self) -> float:
        """Seconds by which Link's clock is ahead of the host's."""
        width, ahead = math.inf, 0.0
        for _ in range(_LOOKS):
            before = time.monotonic()
            link = self._clock.micros() * 1e-6
            after = time.monotonic()
            if after - before < width:
                width, ahead = after - before, link - (before + after) / 2
            if width <= _TIGHT:
                break
        return ahead


def _link(bpm: float) -> Any:
    try:
        from link import Link
    except ImportError:
        raise BridgeError(
            "Ableton Link is not installed: pip install 'leaderbridge[link]', or set mode = \"off\" in [link]"
        ) from None
    return Link(bpm)
