"""What every audio process does alike: say that it is ready or why not, and end when it should."""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from multiprocessing.connection import Connection
from types import FrameType

from bridge.errors import BridgeError


class Exit(IntEnum):
    """How an audio process ended."""

    DONE = 0
    """Asked to end, or the source came to its end."""
    CRASHED = 1
    """A fault of the program: there is a traceback on stderr."""
    REFUSED = 2
    """Could not begin; the reason was sent as ``("failed", message)``."""
    LOST = 3
    """The audio server or device went away, or changed its period: worth another start."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an audio process found when it was ready, sent as ``("ready", Opened)``.

    ``rate`` in samples a second, ``period`` in frames, ``inputs`` what can be connected or heard:
    JACK port names, or one line a bus.
    """

    rate: int
    period: int
    inputs: tuple[str, ...]


@contextmanager
def manners(conn: Connection) -> Iterator[None]:
    """The body of an audio process: what goes wrong is told to the parent, SIGTERM ends it cleanly.

    Ctrl-C, and a terminal's closing, reach everyone at it; they are for the parent to act on. The
    collector is off, as it would hold the interpreter lock that the audio thread needs.
    """
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    gc.collect()
    gc.disable()
    try:
        yield
    except BridgeError as error:
        tell(conn, "failed", str(error))
        sys.exit(Exit.REFUSED)
    except Exception:
        tell(conn, "broke", traceback.format_exc())
        raise


def tell(conn: Connection, what: str, value: object) -> None:
    """Send ``(what, value)`` to the parent, or nothing if it is gone."""
    with suppress(OSError):
        conn.send((what, value))


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(Exit.DONE)
