"""Listening in a process of its own, ahead of the one that follows: two cores share the work.

A plain child with pipes, not one of `multiprocessing`: it works from any script and from within
workers that may have no children of that kind.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from operator import attrgetter
from typing import IO, Any

from bridge.errors import BridgeError
from bridge.offline.listening import AT_ONCE, Heard, Task, listen
from bridge.types import Reading

_row = attrgetter("bus", "kind", "t", "arrived", "value", "confidence")


def listen_ahead(task: Task) -> Iterator[Heard]:
    """What `listen` gives, from a process that goes on listening while the caller thinks.

    It is ahead by what a pipe holds, so memory does not grow, and it ends with the iterator or the
    caller. Raises what `listen` raises, and `BridgeError` when the process dies.
    """
    with _child() as child:
        with child.stdin as told:
            pickle.dump(task, told)
        while (message := _next(child)) is not None:
            for end, rows in message:
                yield end, tuple(Reading(*row) for row in rows)


@contextmanager
def _child() -> Iterator[Any]:
    # A group of its own: Ctrl-C at the terminal is for the parent.
    child: Any = subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _next(child: Any) -> Any:
    """The next message; None at the end of the sound."""
    try:
        message = pickle.load(child.stdout)
    except (EOFError, pickle.UnpicklingError):
        raise BridgeError(
            f"the process that listens ended with {child.wait()}: is there enough memory? Try again"
        ) from None
    if isinstance(message, Exception):
        raise message
    return message


def serve(task: Task, out: IO[bytes]) -> None:
    """Listen, and write a message for each `AT_ONCE` hops; at the end None, or what went wrong."""
    try:
        for hops in _together(listen(task)):
            _send(out, [(end, [_row(reading) for reading in readings]) for end, readings in hops])
        _send(out, None)
    except BridgeError as error:
        _send(out, error)


def _together(heard: Iterator[Heard]) -> Iterator[tuple[Heard, ...]]:
    while hops := tuple(islice(heard, AT_ONCE)):
        yield hops


def _send(out: IO[bytes], message: Any) -> None:
    pickle.dump(message, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


def main() -> None:
    """The child: a task on stdin, messages on what was stdout; what libraries print goes to stderr."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError):  # nobody listens to what was heard any more
        serve(pickle.load(sys.stdin.buffer), out)
