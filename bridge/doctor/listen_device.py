"""Listens to a sound card or BlackHole as the bridge does, through an audio process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bridge.app.child import AudioChild
from bridge.audio import live
from bridge.audio.ring import Period, Ring
from bridge.audio.settings import named
from bridge.config import Config
from bridge.doctor.heard import Heard, Sound
from bridge.errors import BridgeError

START = 20.0
"""Seconds in which the device must be open."""
LOOK = 0.05
"""Seconds between two looks into the ring: it holds a third of a second of the shortest periods."""


def listen(config: Config, seconds: float) -> Heard:
    """What the device's channels carry for ``seconds``. Raises BridgeError when it cannot be opened."""
    return recorded([bus.name for bus in named(config.bus)], seconds, live.serve, config.audio, config.bus)


def recorded(buses: Sequence[str], seconds: float, serve: Callable[..., None], *arguments: Any) -> Heard:
    """``seconds`` of what the audio process ``serve(*arguments, ring, connection)`` brings.

    Raises BridgeError when it cannot begin, or brings nothing.
    """
    ring = Ring.create(len(buses))
    child = AudioChild(serve, (*arguments, ring.name))
    try:
        child.start()
        _await(child)
        periods = _read(ring, seconds)
    finally:
        child.ask_to_leave()
        child.leave()
        ring.unlink()
    if not periods:
        raise BridgeError("the audio device brings no sound: unplug it and plug it in again")
    samples = np.concatenate([period.samples for period in periods], axis=1)
    first = periods[0]
    host0 = first.host_ns * 1e-9 - first.frames / first.rate
    return Heard(
        first.rate,
        tuple(Sound(bus, bus, row) for bus, row in zip(buses, samples, strict=True)),
        host0=host0,
    )


def _await(child: AudioChild) -> None:
    until = time.monotonic() + START
    while (said := child.heard()) is None:
        if child.exitcode is not None or time.monotonic() > until:
            raise BridgeError("the audio device does not answer: close what else uses it, and try again")
        time.sleep(LOOK)
    if said[0] == "failed":
        raise BridgeError(said[1])


def _read(ring: Ring, seconds: float) -> list[Period]:
    """The periods of the next ``seconds`` of sound, as long as it comes."""
    periods: list[Period] = []
    until = time.monotonic() + seconds + 1.0
    while time.monotonic() < until and sum(p.frames / p.rate for p in periods) < seconds:
        periods += ring.read()
        time.sleep(LOOK)
    return periods
