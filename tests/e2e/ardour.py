"""Ardour without a screen, slaved to the bridge's MIDI clock, in a session that a Lua script makes."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from tests.e2e.again import Failed
from tests.e2e.lines import Lines
from tests.e2e.stage import CLOCK, HERE, spawn
from tests.jack import need, stop

CONFIG = "jack.standby = false\nclock.prior_bpm = 110.0\n"
"""What the bridge needs to bear it: a server that waits for Ardour is taken for a clock that has died, and a
client that is killed for it makes a synchronous server stand still itself."""
CLOCK_IN = "ardour:MIDI Clock in"
LOADED = 20.0
"""Seconds in which a session has been made, or loaded."""


def ardour(stack: ExitStack, folder: Path, make: str = "ardour_make.lua") -> Lines:
    """What Ardour prints, once the session that ``make`` makes is loaded and connected to the clock.

    Ardour 7.3 without a screen fails to load about one session in seven; then this raises `Failed`.
    """
    program = need("ardour7-lua", "ardour")
    env = {**os.environ, "HOME": str(folder), "SESSION": str(folder / "session")}
    env.pop("XDG_CONFIG_HOME", None)
    maker = [str(LOADED), program, str(HERE / make)]
    made = subprocess.run([need("timeout", "coreutils"), *maker], env=env, capture_output=True, text=True)
    if made.returncode:
        raise Failed(f"Ardour made no session: {made.stdout[-300:]}")
    command = ["stdbuf", "-oL", program, str(HERE / "ardour_follow.lua")]
    process = spawn(stack, command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines, until = Lines(process), time.monotonic() + LOADED
    while not (lines.after("following") and connected()):
        halted = any("JACK HALTED" in line for _, line in lines.heard)
        if halted or process.poll() is not None or time.monotonic() > until:
            stop(process)
            raise Failed(f"Ardour loaded no session: {lines.heard[-3:]}")
        time.sleep(0.2)
    return lines


def connected() -> bool:
    """Whether Ardour's port is there and is now connected to the clock."""
    subprocess.run([need("jack_connect", "jack-tools"), CLOCK, CLOCK_IN], capture_output=True)
    return CLOCK in sources(CLOCK_IN)


def sources(port: str) -> list[str]:
    """The names of what is connected to ``port``."""
    listed = [need("jack_lsp", "jack-tools"), "-c", port]
    lines = subprocess.run(listed, capture_output=True, text=True).stdout.splitlines()
    return [line.strip() for line in lines if line.startswith(" ")]


def told(lines: Lines, begun: float) -> np.ndarray:
    """Rows of ``(second since host second begun, BPM, 1.0 while the transport rolls)``, one a second."""
    said = [(t - begun, float(bpm), float(rolls == "true")) for t, (bpm, rolls) in lines.after("tempo")]
    print("Ardour:", *(f"{t:.1f}s {bpm:.2f}" for t, bpm, _ in said))
    return np.array(said)
