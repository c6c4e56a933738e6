"""JACK's count of frames, and the host time of each."""

from __future__ import annotations

from bridge.clock.hostfit import HostFit

_WRAP = 1 << 32
"""JACK counts frames in 32 bits: they start anew after a day at 48 kHz."""


class FrameClock:
    """JACK's frames ↔ host seconds: frames never wrap, host time never jitters.

    ``skipped`` is how many periods passed without a call just before the last one. Realtime-safe: yes.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.skipped = 0
        self._fit = HostFit()
        self._frame: int | None = None
        self._due = 0

    @property
    def settled(self) -> bool:
        """Whether enough cycles have been seen."""
        return self._fit.settled

    @property
    def next(self) -> int:
        """The frame at which the next cycle should begin."""
        return self._due

    def cycle(self, frame_time: int, host_ns: int, count: int) -> int:
        """Take in a cycle of ``count`` frames that began at ``frame_time`` (mod 2³²); its unwrapped frame."""
        if self._frame is None:
            self._frame = self._due = frame_time
        self._frame += (frame_time - self._frame) % _WRAP
        self.skipped = max(0, self._frame - self._due) // count
        self._due = self._frame + count
        self._fit.push(self._frame / self.rate, host_ns)
        return self._frame

    def ease(self, frame_time: int, host: float) -> None:
        """Go on from a predecessor, who held ``frame_time`` (mod 2³²) for the moment ``host``: no jump."""
        if self._frame is not None:
            back = (self._frame - frame_time) % _WRAP
            self._fit.ease(host, (self._frame - back) / self.rate)

    def host(self, frame: int) -> float:
        """Host seconds of ``frame``."""
        return self._fit.host(frame / self.rate)

    def frame(self, host: float) -> float:
        """The frame, with its fraction, at ``host`` seconds."""
        return self._fit.stream(host) * self.rate
