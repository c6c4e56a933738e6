"""Hydrogen without a screen, playing its TR-808 song into JACK."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from tests.e2e.again import Failed
from tests.e2e.stage import spawn
from tests.jack import need, stop

SONG = "/usr/share/hydrogen/data/demo_songs/TR808kit-demo.h2song"
OUT = "Hydrogen:out_L"
OSC = "127.0.0.1:9000"
"""Where it listens; it has no option for another port."""
STARTED = 20.0
"""Seconds in which its port is there."""


def hydrogen(stack: ExitStack, home: Path) -> None:
    """Start it with settings of its own in ``home``; raises `Failed` when its port does not come."""
    env = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    quiet = subprocess.DEVNULL
    process = spawn(
        stack, [need("h2cli", "hydrogen"), "-d", "jack", "-s", SONG], env=env, stdout=quiet, stderr=quiet
    )
    until = time.monotonic() + STARTED
    while OUT not in subprocess.run(["jack_lsp"], capture_output=True, text=True).stdout:
        if process.poll() is not None or time.monotonic() > until:
            stop(process)
            raise Failed("Hydrogen did not come to JACK")
        time.sleep(0.2)
    time.sleep(1.0)  # its OSC server comes a moment after its port
