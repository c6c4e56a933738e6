"""The log: what a running bridge said, and how it stood every ten seconds, in files that end at a bound.

Lines go through a queue to a thread of their own, so that a disk that stalls holds up nobody. Only the
process that looks after the others writes; the others tell it what is to be said.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue

from platformdirs import user_log_path

from bridge import __version__
from bridge.errors import BridgeError
from bridge.status import Status

LOG = logging.getLogger("leaderbridge")
LOG.setLevel(logging.INFO)
LOG.addHandler(logging.NullHandler())  # without a file a line goes nowhere; the person has read it
LOG.propagate = False

SIZE, OLDER = 1_000_000, 3
"""Bytes of a file, and how many older ones are kept beside it."""
EVERY = 10.0
"""Seconds of the stream between two lines of how things stand."""
FORMAT, TIME = "%(asctime)s,%(msecs)03d %(process)d %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S"

Show = Callable[[Status], None]


def log_file() -> Path:
    """The newest file; older ones end in ``.1`` to ``.3``. Deleting them harms nothing."""
    return user_log_path("leaderbridge") / "leaderbridge.log"


@contextmanager
def logged(path: Path | None = None) -> Iterator[None]:
    """Meanwhile what goes to `LOG` is kept in ``path`` (`log_file` if none is given), and how it ended.

    Where nothing can be written there is no log, and all else goes on. For one thread.
    """
    handler = _opened(path or log_file())
    if handler is None:
        yield
        return
    queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
    sender, listener = QueueHandler(queue), QueueListener(queue, handler)
    LOG.addHandler(sender)
    listener.start()
    try:
        with _ending():
            yield
    finally:
        LOG.removeHandler(sender)
        listener.stop()
        handler.close()


@contextmanager
def _ending() -> Iterator[None]:
    """The first and the last line of a run."""
    LOG.info("leaderbridge %s begins", __version__)
    try:
        yield
    except BridgeError as error:
        LOG.error("%s", error)
        raise
    except Exception:
        LOG.exception("it failed")
        raise
    finally:
        LOG.info("it ends")


class _File(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """Pass over a line that a full disk does not take; logging would print a traceback for each."""

    def close(self) -> None:
        """Let go of the file, also when what is left does not fit on the disk."""
        with suppress(OSError):
            super().close()


def _opened(path: Path) -> _File | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _File(path, maxBytes=SIZE, backupCount=OLDER, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(FORMAT, TIME))
    return handler


def logging_too(show: Show) -> Show:
    """``show`` that also logs how things stand, once in `EVERY` seconds."""
    due = float("-inf")

    def also(status: Status) -> None:
        nonlocal due
        show(status)
        if status.t >= due:
            due = status.t + EVERY
            LOG.info("%s", counters(status))

    return also


def counters(status: Status) -> str:
    """How things stand, as one line."""
    levels = " ".join(f"{bus} {level:.0f}" for bus, level in status.levels.items())
    outputs = "; ".join(f"{name}: {words}" for name, words in status.outputs.items())
    return (
        f"{status.t:.0f} s, {status.state.value}, {status.bpm:.2f} BPM {status.confidence:.0%}, "
        f"leader {status.leader} {status.leader_confidence:.0%}, lost {status.samples_lost} samples, "
        f"{status.xruns} xruns, {status.late} late; dBFS: {levels}; {outputs}"
    )
