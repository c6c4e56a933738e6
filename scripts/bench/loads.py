"""What else the computer does while a clock is measured."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import on_jack

from tests.e2e import stage

BUSES = 8
Load = Callable[[ExitStack, Path, float], None]
"""Begins in the stack's block, with a folder for its files, and lasts at least as many seconds."""


def idle(stack: ExitStack, folder: Path, seconds: float) -> None:
    """Nothing beside the clock."""


def busy(stack: ExitStack, folder: Path, seconds: float) -> None:
    """A second bridge follows a band on JACK, and a process takes all the time it can get."""
    names, sound = on_jack.band(BUSES, seconds + 10)
    on_jack.bridge(stack, folder, "run", buses=names, midi=on_jack.NO_MIDI)
    on_jack.daw(stack, folder, names, sound)
    stage.spawn(stack, [sys.executable, "-c", "while True: pass"])


LOADS: dict[str, Load] = {"idle": idle, f"{BUSES} buses followed, one core busy": busy}
