"""Which host time belongs to which sample: a delay-locked loop over jittery stamps.

A sound card counts samples by its own crystal; a thread that is woken for a period reads the
host's clock late by a random amount. The second-order loop of F. Adriaensen, "Using a DLL to
filter time" (Linux Audio Conference 2005), follows the crystal and ignores the lateness.
"""

from __future__ import annotations

import math

SEAT = 0.25
"""Seconds of stamps from which a first guess is made: its least late stamp is the truest."""
CLIP = 0.001
"""Seconds beyond which a stamp's error counts no more: a late thread says nothing new."""
REJECT = 0.02
"""Seconds of error at which a stamp is no evidence; `SEAT` seconds of such mean: seat again."""
JUMP = 0.25
"""Seconds of error that are not glided out but jumped (the computer slept)."""
SLEW = 0.01
"""Part of the elapsed time by which the fit bends while it glides to a new seat, …"""
HASTE, MOST = 1.0, 0.1
"""… or what is left of the way over so many seconds, if that is more, and at most: of 100 ms that a server
lost, nine tenths are made up for in 2.3 s, by a tempo that no receiver loses."""


class HostFit:
    """Stream seconds ↔ host seconds, learnt from stamps.

    ``bandwidth`` (Hz) is how fast it follows: lower is smoother; crystals drift slowly.
    Thread-safe: no. Realtime-safe: yes (a few float operations).
    """

    def __init__(self, bandwidth: float = 0.02) -> None:
        self._omega = 2 * math.pi * bandwidth
        self._stream = -math.inf
        self._host = 0.0
        self._slope = 1.0
        self._seat_left = SEAT
        self._seat_least = math.inf
        self._rejected = 0.0
        self._glide = 0.0
        self._seats = 0

    @property
    def settled(self) -> bool:
        """Whether a first seat has been found: before that the fit may still jump."""
        return self._seats > 0

    def push(self, stream: float, host_ns: int) -> None:
        """Learn that the sample at ``stream`` seconds was there at ``host_ns`` nanoseconds.

        A stamp that does not lie after the last one is ignored: stream time never runs back.
        """
        host = host_ns * 1e-9
        if not math.isfinite(self._stream):
            self._stream, self._host = stream, host
        dt = stream - self._stream
        if dt < 0:
            return
        self._advance(stream, dt)
        error = host - self._host
        if dt > SEAT and self._seat_left <= 0:
            self._unseat()
        if self._seat_left > 0:
            self._seat(error, dt)
        else:
            self._follow(error, dt)

    def host(self, stream: float) -> float:
        """Host seconds at which the sample at ``stream`` seconds was (or will be) there."""
        return self._host + self._glide + (stream - self._stream) * self._slope

    def stream(self, host: float) -> float:
        """Stream seconds of the sample that was there at ``host`` seconds: `host` inverted."""
        return self._stream + (host - self._host - self._glide) / self._slope

    def ease(self, host: float, stream: float) -> None:
        """Say for now that ``stream`` seconds was at ``host`` seconds, and glide from there to the truth.

        For a successor, whose predecessor said so; farther off than `JUMP` it is no evidence.
        """
        error = host - self.host(stream)
        if abs(error) < JUMP:
            self._glide += error

    def _advance(self, stream: float, dt: float) -> None:
        self._host += dt * self._slope
        self._stream = stream
        left = abs(self._glide)
        bend = min(max(SLEW, left / HASTE), MOST)
        self._glide -= math.copysign(min(left, bend * dt), self._glide)

    def _unseat(self) -> None:
        self._seat_left, self._seat_least, self._rejected = SEAT, math.inf, 0.0

    def _seat(self, error: float, dt: float) -> None:
        self._seat_least = min(self._seat_least, error)
        self._seat_left -= min(dt, SEAT / 4)  # a single stamp after a gap is no evidence
        if self._seat_left > 0:
            return
        self._host += self._seat_least
        if self._seats and abs(self._seat_least) < JUMP:
            self._glide -= self._seat_least
        self._seats += 1

    def _follow(self, error: float, dt: float) -> None:
        if abs(error) > REJECT:
            self._rejected += dt
            if self._rejected > SEAT:
                self._unseat()
            return
        self._rejected = 0.0
        clipped = max(-CLIP, min(CLIP, error))
        omega = self._omega * dt
        self._host += math.sqrt(2) * omega * clipped
        self._slope += self._omega * omega * clipped
