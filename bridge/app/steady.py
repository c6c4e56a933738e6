"""``test-clock``: a beat that nobody plays, steady or on a ramp, until somebody ends it."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, replace

from bridge.app.live import Ready, asked_to_end, outputs_of, revived, told, use_server
from bridge.app.rig import Rig
from bridge.app.view import Show, completed
from bridge.config import Config
from bridge.status import Status
from bridge.types import HOP, RATE, Beat, State, Timeline, Transport

LOOKS = 4
"""Hops between two looks of the parent at the others."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """A tempo: ``bpm``, then from ``after`` seconds on evenly to ``to`` BPM, in ``over`` seconds."""

    bpm: float
    to: float
    after: float = 5.0
    over: float = 20.0

    def at(self, t: float) -> float:
        """BPM ``t`` seconds after the start."""
        done = (t - self.after) / self.over
        return self.bpm + (self.to - self.bpm) * min(max(done, 0.0), 1.0)


def test_clock(config: Config, tempo: Ramp, show: Show, ready: Ready) -> None:
    """Send ``tempo`` through the config's outputs until SIGINT or SIGTERM; nothing is heard.

    The beat is posted once a hop, as the analysis would post it. Raises `BridgeError` when an output
    cannot work.
    """
    use_server(config.audio.server)
    outputs = outputs_of(config)
    offsets = tuple(output.settings.offset_ms for output in outputs)
    with asked_to_end() as end, Rig(config, config.buses, outputs, None) as rig:
        ready()
        beat, looks = _first(tempo.bpm, config.clock.meter), 0
        began = beat.t
        while not end.wait(HOP / RATE):
            rig.board.publish(beat, offsets)
            beat = _next(beat, tempo, began)
            looks += 1
            if looks % LOOKS == 0:
                restarts = revived(rig)
                deque(told(rig), maxlen=0)
                show(completed(_status(beat, began), rig.health(), restarts, lambda t: None))


def _first(bpm: float, meter: tuple[int, int]) -> Beat:
    """The beat begins now; the receivers start at the second bar."""
    now = time.monotonic()
    go = Transport(True, True, "start", 1, at_beat=float(meter[0]), downbeat=meter[0], meter=meter)
    return Beat(now, State.MANUAL, bpm, 1.0, Timeline(bpm, 0.0, now), go)


def _next(beat: Beat, tempo: Ramp, began: float) -> Beat:
    """The beat as of now; where the tempo stays, the timeline is the very same."""
    now, line = time.monotonic(), beat.timeline
    bpm = tempo.at(now - began)
    assert line is not None
    return replace(beat, t=now, bpm=bpm, timeline=line if bpm == line.bpm else line.retempo(bpm, now))


def _status(beat: Beat, began: float) -> Status:
    """What is to be shown of it."""
    count = int(beat.timeline.beat_at(beat.t)) if beat.timeline else 0
    return Status(
        t=beat.t - began,
        bpm=beat.bpm,
        confidence=1.0,
        state=beat.state,
        leader=None,
        leader_confidence=0.0,
        beat=beat.transport.bar_and_beat(count),
        levels={},
        shares={},
    )
