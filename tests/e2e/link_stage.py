"""Two peers of a Link session, each in a process and with a wrapper of its own, and what they see."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
import pytest

from bridge.types import Timeline
from tests.e2e.stage import client
from tests.jack import wait_for

KINDS = ("aalink", "link")
CLOSE = 0.003
"""Seconds by which the beats of two peers may differ (as Link's own tests have it)."""


@dataclass(frozen=True)
class Look:
    """What a peer sees at host second ``t``: ``phase`` in beats of the bar, and how the session stands."""

    t: float
    phase: float
    tempo: float
    playing: bool
    peers: int

    def error(self, timeline: Timeline, downbeat: int = 0, quantum: int = 4) -> float:
        """Seconds by which the peer's bar is later (+) or earlier (−) than the timeline's."""
        beats = (timeline.beat_at(self.t) - downbeat - self.phase + quantum / 2) % quantum - quantum / 2
        return beats * 60 / timeline.bpm


class Peer:
    """One peer, ``kind`` of `KINDS`; it ends with the stack."""

    def __init__(self, stack: ExitStack, kind: str, bpm: float) -> None:
        self._process = client(stack, "link_peer.py", kind, str(bpm))
        assert self._process.stdout.readline().strip() == "here"

    def _say(self, line: str) -> None:
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def look(self, quantum: int = 4) -> Look:
        self._say(f"look {quantum}")
        t, phase, tempo, playing, peers = map(float, self._process.stdout.readline().split())
        return Look(t, phase, tempo, bool(playing), int(peers))

    def tempo(self, bpm: float) -> None:
        self._say(f"tempo {bpm}")

    def play(self, playing: bool) -> None:
        self._say(f"play {int(playing)}")

    def until(self, condition, seconds: float = 10.0) -> Look:
        """The first look that fulfils ``condition``."""

        def seen():
            look = self.look()
            return look if condition(look) else None

        return wait_for(seen, seconds)

    def watch(self, seconds: float, every: float = 0.01, quantum: int = 4) -> list[Look]:
        """Looks for ``seconds``."""
        end = time.monotonic() + seconds
        looks = []
        while time.monotonic() < end:
            looks.append(self.look(quantum))
            time.sleep(every)
        return looks


def gathered(stack: ExitStack, bpm: float) -> dict[str, Peer]:
    """Both peers in one session at ``bpm``; the first began it."""
    first = Peer(stack, KINDS[0], bpm)
    if first.until(lambda look: True).peers:
        pytest.fail("somebody else on this network is in a Link session; the tests need one of their own")
    second = Peer(stack, KINDS[1], 60.0)
    for peer in (first, second):
        peer.until(lambda look: look.peers == 1 and abs(look.tempo - bpm) < 0.01)
    return dict(zip(KINDS, (first, second), strict=True))


def errors(looks: list[Look], timeline: Timeline, downbeat: int = 0) -> np.ndarray:
    """Seconds between each look's bar and the timeline's."""
    return np.abs([look.error(timeline, downbeat) for look in looks])
