"""pyo, kept quiet, and the one graph through which all sound comes in.

``Input → TableFill → NewTable`` a bus, each table two periods long. After period k the half
k mod 2 of each table is complete and stays so for a whole period, so whoever copies it never
meets pyo's writing. Import this module late and only where sound is made: it loads pyo.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO

import numpy as np

from bridge.interrupts import held_back
from bridge.types import F32

os.environ.setdefault("PYO_GUI_WX", "0")
# pyo says at each import which window toolkits it misses, and passes over a Ctrl-C that comes while it looks
with held_back(), redirect_stdout(StringIO()):
    import pyo as pyo  # `as`: for others to import from here

Halves = tuple[tuple[F32, ...], tuple[F32, ...]]
"""Both halves of the tables: for each, one float32 view ``(period,)`` a bus."""


class Graph:
    """pyo's objects from the input channels to one table a bus.

    ``channels`` holds, for each bus, one or two input channels counted from 1; two are mixed
    to their mean. The server must be booted, and not started: objects made later would begin
    at a period of their own.
    """

    def __init__(self, channels: Sequence[Sequence[int]], rate: float, period: int) -> None:
        self._inputs = [pyo.Mix(pyo.Input([c - 1 for c in bus], mul=1 / len(bus))) for bus in channels]
        self._tables = [pyo.NewTable(2 * period / rate) for _ in channels]
        self._fills = [
            pyo.TableFill(sound, table) for sound, table in zip(self._inputs, self._tables, strict=True)
        ]
        views = [_floats(_address(table), 2 * period) for table in self._tables]
        self.halves: Halves = (tuple(v[:period] for v in views), tuple(v[period : 2 * period] for v in views))


def _address(table: pyo.NewTable) -> int:
    """Where a table's samples lie.

    An address and not the buffer object: pyo frees the samples twice if a buffer object (so
    also an array made from it) outlives its table.
    """
    return ctypes.addressof(ctypes.c_float.from_buffer(table.getBuffer()))


def _floats(address: int, n: int) -> F32:
    """``n`` of pyo's samples, seen in place: valid until pyo shuts down."""
    return np.ctypeslib.as_array((ctypes.c_float * n).from_address(address))


class Manual:
    """One bus through a pyo server that has no device and takes a period when it is given one.

    A server a bus: pyo's Input walks over all channels to find its own, so that the time of one
    server grows with the square of its channels. Objects join the server that was booted last,
    which is why server and graph are made together. Not thread-safe.
    """

    def __init__(self, rate: int, period: int) -> None:
        with held_back():  # pyo's objects, too, pass over a Ctrl-C that comes while they are made
            self._server = pyo.Server(sr=rate, nchnls=1, buffersize=period, audio="manual", verbosity=0)
            self._server.deactivateMidi()
            self._server.boot()
            self._graph = Graph([(1,)], rate, period)
            self._input = _floats(int(self._server.getInputAddr(), 16), period)
            self._server.start()
        self._turn = 0

    def push(self, samples: F32) -> F32:
        """One period through pyo: float32 ``(n,)`` in, a view of the same length out.

        Only the last period may be shorter than the server's. The view holds until the call
        after next.
        """
        n = len(samples)
        self._input[:n] = samples
        self._server.process()
        (bus,) = self._graph.halves[self._turn % 2]
        self._turn += 1
        return bus[:n]

    def close(self) -> None:
        """Stop pyo and free its place for another server."""
        self._server.stop()
        self._server.shutdown()
