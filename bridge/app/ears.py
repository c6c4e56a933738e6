"""The process of the slow ears: reads the ring beside the analysis, and tells it what they heard."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from time import sleep

from bridge.analysis import slow_hearing
from bridge.app.feed import Feed
from bridge.audio.ring import Ring
from bridge.errors import BridgeError
from bridge.outputs.mailbox import Outbox
from bridge.outputs.process import Leaving, Noticed, Ready, Wiring
from bridge.types import Bus

NAME = "ears"
NAP = 0.05
"""Seconds between two looks into the ring: short against what the ears may take."""
AT_ONCE = 16
"""Hops that are heard at once."""
NICE = 10
"""What this process steps back by: on a loaded machine follower and clock come first."""


@dataclass(frozen=True, slots=True)
class Task:
    """Who is to listen to what: ``names`` of slow ears, ``buses`` in the ring; ``heard`` leads to the
    analysis."""

    buses: tuple[Bus, ...]
    ring: str
    names: tuple[str, ...]
    heard: Outbox


def serve(task: Task, wiring: Wiring, leaving: Leaving) -> None:
    """Listen until asked to leave; without ears, when a network cannot be used: that is said once."""
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(NICE)
    try:
        hearing = slow_hearing(task.buses, task.names)
    except BridgeError as error:
        wiring.news.send(Ready(wiring.name, "without ears"))
        line = f"{error}: going on without {', '.join(task.names)}"
        wiring.news.send(Noticed(line))
        return
    assert hearing is not None
    feed = Feed(Ring.attach(task.ring), task.buses, 1 if any(bus.machine for bus in task.buses) else AT_ONCE)
    wiring.news.send(Ready(wiring.name, "listening for instruments and styles"))
    while not leaving.asked():
        for blocks in feed.hops():
            if readings := hearing.push(blocks):
                task.heard.send(readings)
        task.heard.flush()
        sleep(NAP)
