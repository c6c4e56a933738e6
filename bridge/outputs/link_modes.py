"""What the bridge does in a Link session: it leads it, or it listens to its tempo."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from bridge.clock.glide import steer
from bridge.clock.settings import ClockSettings
from bridge.outputs.link_session import LinkSession
from bridge.outputs.link_start_stop import Ask
from bridge.outputs.protocol import parse
from bridge.types import Beat, State, Timeline, Transport

GENTLY = ClockSettings(tightness=1.0, slew=20.0, bend=10.0)
"""How the session's tempo is steered: little at a time. Link hands a change on up to 50 ms late, and it
counts from when it was made, so that a peer's beat jumps by the change times the delay."""
PAUSE = 0.05
"""Seconds since the last change for which the tempo is changed at most."""
FINE = 0.0004
"""Part of the tempo that is left alone: each change is broadcast."""
JUMP = 0.4
"""Beats of error beyond which nobody is left to be disturbed by a jump: alone in the session, it jumps."""
STEP = 0.01
"""BPM by which a session's tempo must change to be a new hint."""
LEADING = frozenset((State.FOLLOWING, State.HOLDING, State.MANUAL))
"""States in which there is a beat that rests on the band or on a person."""


class Mode(Protocol):
    """What is done at each look."""

    def look(self, timeline: Timeline | None, beat: Beat) -> bool:
        """Do what is due now, with this output's ``timeline`` (host seconds); whether there was anything."""


class FollowMe:
    """The session follows the bridge: seated when the bridge locks or starts, then its tempo is trimmed.

    A seat makes the peers' beat jump, so it waits until the session does not play, unless a person asked
    for a resync. Between seats only the beat is held together, never more than half of one away; the bar
    stays where the last seat put it. For one thread.
    """

    def __init__(self, session: LinkSession, ask: Ask) -> None:
        self._session = session
        self._leading = False
        self._serial = 0
        self._owed = False
        self._trimmed = 0.0

    def look(self, timeline: Timeline | None, beat: Beat) -> bool:
        """Keep the session on the bridge's beat, if it has one; whether the session was changed."""
        transport = beat.transport
        leading = timeline is not None and beat.state in LEADING
        started = transport.action == "start" and transport.serial != self._serial
        self._owed = leading and (self._owed or started or not self._leading)
        self._leading, self._serial = leading, transport.serial
        if timeline is None or not leading:
            return False
        free = not self._session.playing or (started and transport.rewind)
        return self._seat(timeline, transport, free) or self._trim(timeline)

    def _seat(self, timeline: Timeline, transport: Transport, free: bool) -> bool:
        """Put the session's bars on the bridge's, if that is due and disturbs nobody, or is ``free`` to."""
        now, quantum = time.monotonic(), transport.meter[0]
        position = timeline.beat_at(now) - transport.downbeat
        error = _wrapped(position - self._session.beat_at(now, quantum), quantum)
        alone = not self._session.peers
        if not ((self._owed and (free or alone)) or (alone and abs(error) > JUMP)):
            return False
        self._owed = False
        bars_before = (transport.bar0 - 1) * quantum
        self._session.seat(timeline.bpm, position + bars_before, now, quantum)
        return True

    def _trim(self, timeline: Timeline) -> bool:
        """Steer the session's tempo so that its beat meets the bridge's."""
        now = time.monotonic()
        dt = min(now - self._trimmed, PAUSE)
        ours = Timeline(self._session.tempo, self._session.beat_at(now, 1.0), now)
        error = _wrapped(timeline.beat_at(now) - ours.beat0, 1.0)
        wanted = steer(ours, Timeline(timeline.bpm, ours.beat0 + error, now), now, dt, GENTLY).bpm
        if abs(wanted / ours.bpm - 1.0) < FINE:
            return False
        self._trimmed = now
        self._session.retempo(wanted, now)
        return True


class Listen:
    """The session's tempo is a hint to the bridge, which changes nothing in it. For one thread."""

    def __init__(self, session: LinkSession, ask: Ask) -> None:
        self._session = session
        self._ask = ask
        self._heard = 0.0

    def look(self, timeline: Timeline | None, beat: Beat) -> bool:
        """Pass on a tempo that is new, while there are peers to have set it; whether there was one.

        Raises CommandError for one that is no hint.
        """
        tempo = self._session.tempo
        if not self._session.peers or abs(tempo - self._heard) < STEP:
            return False
        self._heard = tempo
        command = parse("/bridge/hint", (tempo,))
        if command is not None:
            self._ask(command)
        return True


MODES: Mapping[str, Callable[[LinkSession, Ask], Mode]] = MappingProxyType(
    {"follow_me": FollowMe, "listen": Listen}
)
"""What each ``mode`` of the settings makes."""


def _wrapped(beats: float, period: float) -> float:
    """``beats`` modulo ``period``, between minus and plus half of it."""
    return (beats + period / 2) % period - period / 2
