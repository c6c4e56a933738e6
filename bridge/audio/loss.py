"""Lost frames where the device does not count them: judged by the host's clock."""

from __future__ import annotations

STEP = 0.010
"""Seconds of lasting lateness that count as loss; less is the drift of two clocks."""
WINDOW = 0.5
"""Seconds in which a period that was merely late has been followed by one in time."""


class LossMeter:
    """Compares what should have come by the host's clock with what has come.

    A callback may be late by any amount and nothing be lost: the next ones come faster. What is
    lost shows in the *earliest* callback of a window: from then on all are late. So a loss is
    told up to one window after it happened, and one shorter than `STEP` not at all.
    Pure; not thread-safe; real-time safe.
    """

    def __init__(self, rate: int, period: int) -> None:
        self._rate = rate
        self._period_ns = period * 1e9 / rate
        self._turns_a_window = max(1, round(WINDOW * rate / period))
        self._due: float | None = None
        self._usual: float | None = None
        self._earliest = float("inf")
        self._turns = 0

    def turn(self, now_ns: int) -> int:
        """Frames found to be lost, at the callback that came at ``now_ns``; mostly 0."""
        self._due = now_ns if self._due is None else self._due + self._period_ns
        self._earliest = min(self._earliest, now_ns - self._due)
        self._turns += 1
        return self._judge() if self._turns >= self._turns_a_window else 0

    def _judge(self) -> int:
        late, self._earliest, self._turns = self._earliest, float("inf"), 0
        step = 0.0 if self._usual is None else late - self._usual
        self._usual = late
        return round(step * 1e-9 * self._rate) if step > STEP * 1e9 else 0
