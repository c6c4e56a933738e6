"""Lost frames: told from how late the periods are by a clock that goes on whatever we miss.

A callback may come late and nothing be lost: the next ones follow faster. (On an asynchronous
JACK server such a one even reads the frame count of a later cycle.) What is lost shows in the
*least* late of several periods in a row: from then on all are late by that much.
"""

from __future__ import annotations

from collections import deque

STEP = 0.010
"""Seconds of lasting lateness by the host's clock that count as loss; less is two clocks' drift."""
WINDOW = 0.5
"""Seconds in which, by the host's clock, a period that was merely late is followed by one in time."""
TURNS = 3
"""Periods in a row that must be late by JACK's count."""


class CountedLoss:
    """Frames lost by a count that the server keeps, 32 bits wide, as JACK's is.

    Pure; not thread-safe; real-time safe.
    """

    def __init__(self, period: int) -> None:
        self._period = period
        self._due: int | None = None
        self._late: deque[int] = deque(maxlen=TURNS)

    def turn(self, frame: int) -> int:
        """Frames found to be lost before the period that begins at count ``frame``; mostly 0."""
        due = frame if self._due is None else self._due
        self._late.append((frame - due + 2**31) % 2**32 - 2**31)
        lost = max(0, min(self._late)) if len(self._late) == TURNS else 0
        if lost:
            self._late.extend([late - lost for late in self._late])
        self._due = due + self._period + lost
        return lost


class TimedLoss:
    """Frames lost by the host's clock, where the device keeps no count, as with PortAudio.

    A loss is told up to two windows after it happened, to within the jitter of the callbacks, and
    one shorter than `STEP` not at all: the device's clock drifts against the host's. Pure; not
    thread-safe; real-time safe.
    """

    def __init__(self, rate: int, period: int) -> None:
        self._rate = rate
        self._period_ns = period * 1e9 / rate
        self._turns = max(1, round(WINDOW * rate / period))
        self._due: float | None = None
        self._turn = 0
        self._least = float("inf")

    def turn(self, now_ns: int) -> int:
        """Frames found to be lost before the period that begins at ``now_ns``; mostly 0."""
        due = float(now_ns) if self._due is None else self._due
        self._least = min(self._least, now_ns - due)
        self._due = due + self._period_ns
        self._turn += 1
        return 0 if self._turn % self._turns else self._judge()

    def _judge(self) -> int:
        """At a window's end: what is left of its least lateness was drift, loss, or a late beginning."""
        late, self._least = self._least, float("inf")
        self._due = (self._due or 0.0) + late
        first = self._turn == self._turns
        return 0 if first or late < STEP * 1e9 else round(late * 1e-9 * self._rate)
