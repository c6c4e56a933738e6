"""Periods of any length and rate become hops of 512 samples at 44.1 kHz, one block a bus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import soxr

from bridge.types import F32, HOP, RATE, Block, Bus

CEILING = 4.0
"""The largest magnitude that ears get: 12 dB over full scale."""
BRIDGED = 1.0
"""Seconds of lost sound that are replaced by silence; over a longer gap the stream jumps."""
QUALITY = "LQ"
"""Holds sound back by at most 11 ms (HQ: 21 ms) and is flat to 15 kHz: measured with soxr 1.1."""

_TINY = np.finfo(np.float32).tiny

Hop = tuple[Block, ...]


class Hopper:
    """Cuts the sound of all buses into hops whose starts are multiples of `HOP`, ``at_once`` a block.

    ``rate`` is that of the samples that come; ``start`` the stream's index, at 44.1 kHz, of the
    first. Only the last block may hold fewer hops than ``at_once``. Other rates go through a
    streaming resampler, whose output is aligned with its input: it comes later, but `Block.start`
    is the true time. Not thread-safe.
    """

    _held: F32

    def __init__(self, buses: Sequence[Bus], rate: int, start: int = 0, at_once: int = 1) -> None:
        self._buses = tuple(bus.name for bus in buses)
        self._length = at_once * HOP
        self._rate = rate
        self._place(start)

    def push(self, samples: F32, start_gap: int = 0) -> list[Hop]:
        """The hops that are complete with these samples, float32 ``(buses, n)``.

        ``start_gap`` frames were lost just before them: up to a second of it is silence, more
        moves the stream on. What no ear should meet is mended here, bus by bus: NaN and Inf
        become 0, magnitudes end at `CEILING`, denormals are 0.
        """
        bridge = self._jump if start_gap > BRIDGED * self._rate else self._bridge
        return bridge(start_gap) + self._take(samples)

    def flush(self) -> list[Hop]:
        """What is still held back, its last hop filled up with silence. The hopper then is done."""
        hops = self._cut(self._resampler.flush())
        hops += self._cut(self._zeros(-self._held.shape[1] % HOP))
        rest, self._held = self._held, self._held[:, :0]
        return [*hops, self._hop(rest)] if rest.shape[1] else hops

    @property
    def end(self) -> int:
        """Where the next hop will start: index in the stream at 44.1 kHz."""
        return self._start

    def _place(self, start: int) -> None:
        """Let the next frame that comes be number ``start`` of the stream."""
        self._origin, self._frames = start, 0
        self._start = start - start % HOP
        self._held = self._zeros(start % HOP)
        self._resampler: _Resampler = (_Straight if self._rate == RATE else _Streaming)(
            self._rate, len(self._buses)
        )

    def _take(self, samples: F32) -> list[Hop]:
        self._frames += samples.shape[1]
        return self._cut(self._resampler.push(clean(samples)))

    def _bridge(self, gap: int) -> list[Hop]:
        return self._take(self._zeros(gap)) if gap else []

    def _jump(self, gap: int) -> list[Hop]:
        """End the hop that has begun in silence, leave out whole ones, go on behind the gap."""
        target = self._origin + round((self._frames + gap) * RATE / self._rate)
        hops = self.flush()
        self._place(max(target, self._start))
        return hops

    def _cut(self, samples: F32) -> list[Hop]:
        held = np.concatenate([self._held, samples], axis=1)
        whole = held.shape[1] // self._length * self._length
        hops = [self._hop(held[:, at : at + self._length]) for at in range(0, whole, self._length)]
        self._held = held[:, whole:]
        return hops

    def _hop(self, samples: F32) -> Hop:
        blocks = tuple(
            Block(bus, self._start, RATE, row) for bus, row in zip(self._buses, samples, strict=True)
        )
        self._start += samples.shape[1]
        return blocks

    def _zeros(self, n: int) -> F32:
        return np.zeros((len(self._buses), n), np.float32)


def clean(samples: F32) -> F32:
    """The same sound without NaN, Inf, denormals and magnitudes above `CEILING`: a new array."""
    mended = np.clip(samples, -CEILING, CEILING)
    mended[~np.isfinite(samples) | (np.abs(mended) < _TINY)] = 0
    return mended


class _Resampler(Protocol):
    """Float32 ``(buses, n)`` at one rate in, the same sound at 44.1 kHz out, some of it later."""

    def push(self, samples: F32) -> F32: ...

    def flush(self) -> F32: ...


class _Straight:
    """Nothing to do: the sound has the rate already."""

    def __init__(self, _rate: int, buses: int) -> None:
        self._none = np.zeros((buses, 0), np.float32)

    def push(self, samples: F32) -> F32:
        return samples

    def flush(self) -> F32:
        return self._none


class _Streaming:
    """libsoxr, all buses in step."""

    def __init__(self, rate: int, buses: int) -> None:
        self._stream = soxr.ResampleStream(rate, RATE, buses, dtype="float32", quality=QUALITY)
        self._none = np.zeros((0, buses), np.float32)

    def push(self, samples: F32) -> F32:
        return clean(self._stream.resample_chunk(np.ascontiguousarray(samples.T)).T)

    def flush(self) -> F32:
        out: F32 = self._stream.resample_chunk(self._none, last=True).T
        return out
