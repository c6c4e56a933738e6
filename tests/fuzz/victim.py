"""A process that takes one case after another, so that a crash, a hang and a leak are seen from outside."""

from __future__ import annotations

import faulthandler
import multiprocessing
import resource
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import psutil

from bridge.errors import BridgeError

SPAWN = multiprocessing.get_context("spawn")
PATIENCE = 20.0
"""Seconds that one case may take on a machine that others use too; the slowest of all take less than one."""
ROOM = 8 << 30
"""Bytes of address space: what asks for more is refused, and the machine lives on."""
WORDS = 1000
"""Characters of the longest refusal: a person reads it on a terminal."""

READY = "ready"


@dataclass(frozen=True)
class Outcome:
    """What became of a case: whether it was ``refused`` in one line, and the ``fault`` if it was neither
    that nor done; ``fatal`` if that ended or held up the process."""

    refused: bool = False
    fault: str = ""
    fatal: bool = False


class Victim:
    """A process that calls ``act`` with each case. Use as a context manager; one that ends is replaced."""

    def __init__(self, act: Callable[[Any], object]) -> None:
        self._act = act
        self._process: Any = None

    def __enter__(self) -> Victim:
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def take(self, case: object) -> Outcome:
        """What becomes of ``case``; after a crash or a hang the next one finds a new process."""
        if self._process is None:
            self._begin()
        with suppress(BrokenPipeError):
            self._pipe.send(case)
        try:
            if self._pipe.poll(PATIENCE):
                return self._pipe.recv()
            fault = f"hangs for {PATIENCE:g} s"
        except (EOFError, ConnectionResetError):
            self._process.join()
            fault = f"crash: exit code {self._process.exitcode}"
        self._end()
        return Outcome(fault=fault, fatal=True)

    @property
    def memory(self) -> int:
        """Bytes of memory that the process has now."""
        return psutil.Process(self._process.pid).memory_info().rss if self._process else 0

    def _begin(self) -> None:
        self._pipe, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_suffer, args=(self._act, theirs), daemon=True)
        self._process.start()
        theirs.close()
        assert self._pipe.recv() == READY

    def _end(self) -> None:
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process = None


def _suffer(act: Callable[[Any], object], pipe: Connection) -> None:
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    with suppress(EOFError, OSError):
        pipe.send(READY)
        while True:
            case = pipe.recv()
            pipe.send(outcome(act, case))


def outcome(act: Callable[[Any], object], case: object) -> Outcome:
    """What ``act`` makes of ``case``."""
    try:
        act(case)
    except BridgeError as error:
        words = str(error)
        clean = words.isprintable() and 0 < len(words) <= WORDS
        return Outcome(True, "" if clean else f"not one line that can be read: {words[: 2 * WORDS]!r}")
    except BaseException:
        return Outcome(fault=traceback.format_exc())
    return Outcome()
