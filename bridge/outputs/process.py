"""The life of an output process: what it is given, what it tells, how it leaves."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from bridge.errors import BridgeError
from bridge.lifeline import cut
from bridge.outputs.mailbox import Inbox, Outbox

REFUSED = 2
"""Exit code after a `BridgeError`: starting again changes nothing."""
LOST = 75
"""Exit code when server or device went away: start it again (sysexits.h EX_TEMPFAIL)."""
HANG_UP = (signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ()
"""The signal of a terminal that was closed, where there is one."""
CHECK = 0.05
"""Seconds between two looks at whether to leave."""
SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one go on, as JACK's callback must: Python's own
5 ms are half a period."""
PRIORITY = 60
"""SCHED_FIFO priority asked for: under JACK's own threads (70), over everything ordinary."""


class Lost(Exception):
    """Server or device went away; the supervisor may start the output again."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What every output is given beside its settings; goes to a spawned process as it is.

    ``name`` what people call it; ``board`` and ``health`` names of shared memory; ``news`` to
    the parent; ``slot`` its place among the offsets on the board; ``steps`` (what was heard),
    ``commands`` (what people ask) and ``buses`` serve those outputs that speak of them;
    ``lifeline`` is cut when nobody looks after it any more, None: when its parent dies.
    """

    name: str
    board: str
    health: str
    news: Outbox
    slot: int = 0
    steps: Inbox | None = None
    commands: Outbox | None = None
    buses: tuple[str, ...] = ()
    lifeline: Connection | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """The output ``name`` exists; ``where`` says how to reach it."""

    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The output ``name`` cannot work: one line for people; ``again`` when a restart may help."""

    name: str
    message: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Broke:
    """The process ``name`` met a mistake in the program: its ``traceback``, for the log."""

    name: str
    traceback: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that a person may like to know, in one line."""

    line: str


@dataclass(frozen=True, slots=True)
class Sent:
    """MIDI that left the output ``name``: host seconds and message of each, in order."""

    name: str
    entries: tuple[tuple[float, bytes], ...]


class Leaving:
    """Whether this process has been asked to go, or nobody looks after it any more. Thread-safe: yes.

    ``abandoned`` tells the latter.

    A plain flag and short sleeps: a `threading.Event` that a signal handler sets while the same thread is
    inside `wait` can lock itself out for ever.
    """

    def __init__(self, abandoned: Callable[[], bool] = lambda: False) -> None:
        self._asked = False
        self._abandoned = abandoned

    def heed_signals(self) -> None:
        """Take SIGTERM for the wish to leave; for the main thread of a process of its own."""
        signal.signal(signal.SIGTERM, lambda *_: self.ask())
        # Ctrl-C and a closed terminal reach the whole group; the parent decides in which order all go.
        for number in (signal.SIGINT, *HANG_UP):
            signal.signal(number, signal.SIG_IGN)

    def ask(self) -> None:
        """Ask the output to go."""
        self._asked = True

    def asked(self) -> bool:
        """Whether to go now."""
        return self._asked or self._abandoned()

    def wait(self, seconds: float = CHECK) -> bool:
        """Sleep up to ``seconds``; whether to go now."""
        if not self._asked:
            time.sleep(seconds)
        return self.asked()


def orphaned() -> bool:
    """Whether the process that started this one has died."""
    parent = multiprocessing.parent_process()
    return parent is not None and not parent.is_alive()


Serve = Callable[[Any, Wiring, Leaving], None]
"""What every output module offers: settings, wiring, and when to leave."""


def run(serve: Serve, settings: object, wiring: Wiring) -> None:
    """Process target: serve, and turn what goes wrong into news and an exit code.

    Exit codes: 0 left when asked, `REFUSED` after a BridgeError, `LOST` to be started again,
    1 (and a traceback) for a mistake in the program.
    """
    leaving = Leaving(orphaned if wiring.lifeline is None else partial(cut, wiring.lifeline))
    leaving.heed_signals()
    sys.setswitchinterval(SWITCH)
    gc.freeze()
    gc.disable()  # a collection would hold the interpreter lock against the clock's thread
    try:
        serve(settings, wiring, leaving)
    except BridgeError as error:
        _fail(wiring, Failed(wiring.name, str(error)), REFUSED)
    except Lost as error:
        _fail(wiring, Failed(wiring.name, str(error), again=True), LOST)
    except Exception:
        wiring.news.send(Broke(wiring.name, traceback.format_exc()))
        raise


def _fail(wiring: Wiring, failed: Failed, code: int) -> None:
    wiring.news.send(failed)
    sys.exit(code)


def ask_for_real_time() -> bool:
    """Ask the system to run this thread before others; whether it agreed (it need not)."""
    if not hasattr(os, "sched_setscheduler"):
        return False
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    except OSError:
        return False
    return True
