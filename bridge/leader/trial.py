"""A model file that nobody knows is tried in a process of its own first.

ONNX Runtime refuses most files that are no good, but one that was made with malice, or damaged in the wrong
place, ends the process that loads it, never comes back, or takes all memory (`make fuzz` finds such files).
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from functools import lru_cache

from bridge.errors import ModelError
from bridge.leader.contract import WHAT_TO_DO

PATIENCE = 20.0
"""Seconds that a model may take to be loaded and asked once; the one that ships takes half of one."""
ROOM = 4 << 30
"""Bytes of address space that it may take."""
REFUSED = 2
BUSES = ("one", "two")


@lru_cache(maxsize=64)
def survive(path: str, data: bytes) -> None:
    """Load the model ``data`` of the file ``path`` elsewhere and ask it once.

    Starts a process and waits for it; once for the same model. Raises `ModelError` when that process ended
    otherwise than in order. What is orderly wrong with the model is left to be found.
    """
    try:
        tried = subprocess.run(
            [sys.executable, "-c", "from bridge.leader.trial import main; main()", path],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise _refused(path, f"does not come back within {PATIENCE:g} s") from None
    if tried.returncode not in (0, REFUSED):
        raise _refused(path, "ends the process that loads it")


def main() -> None:
    """In the process that may die: the model is on stdin, the name of its file the argument."""
    from bridge.leader.features import FrameBuilder
    from bridge.leader.network import Network

    _stay_small()
    try:
        network = Network.of(sys.argv[1], sys.stdin.buffer.read())
        network.step(FrameBuilder(BUSES, network.contract.columns).frame(0.0))
    except ModelError:
        sys.exit(REFUSED)


def _stay_small() -> None:
    with suppress(ImportError, ValueError):  # Windows has no such limit; somebody's may be lower already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))


def _refused(path: str, why: str) -> ModelError:
    return ModelError(f"leader model {path}: {why}; {WHAT_TO_DO}")
