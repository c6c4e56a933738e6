"""The guard: it waits until the parent dies, and then takes its place.

The parent only looks after the others, so the beat goes on without it; but nobody would start again what dies
next, nor end the bridge as it should be ended. The guard was given all that is needed for both.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection

from bridge.app.family import Family
from bridge.app.log import logged
from bridge.outputs.mailbox import Inbox
from bridge.outputs.process import Leaving, orphaned

LOOK = 0.05
"""Seconds between two looks at the parent, and later at the others."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What the guard is given: the ``family``, of which only how it is started goes to another process;
    the ``pids`` of its members each time that they change; the ``news`` that they tell the parent; and the
    end of the lifeline to ``hold``."""

    family: Family
    pids: Inbox
    news: Inbox
    hold: Connection


def serve(charge: Charge) -> None:
    """Wait for the parent's death, then look after the family until SIGTERM: the target of a process."""
    leaving = Leaving()
    leaving.heed_signals()
    pids: Mapping[str, int] = {}
    parentless = False
    while not parentless:
        parentless = orphaned()  # before the look at what it said last
        pids = (charge.pids.drain() or [pids])[-1]
        if leaving.wait(LOOK):
            return
    here = os.getpid()
    with logged():
        charge.family.voice.say(
            f"the process that was started has died; its guard goes on: end it with  kill {here}"
        )
        _look_after(charge, pids, leaving)


def _look_after(charge: Charge, pids: Mapping[str, int], leaving: Leaving) -> None:
    charge.family.adopt(pids)
    while not leaving.wait(LOOK):
        deque(charge.family.revive(), maxlen=0)
        charge.news.drain()
    charge.family.leave()
