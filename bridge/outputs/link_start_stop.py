"""Start and stop, shared with a Link session in both directions."""

from __future__ import annotations

import time
from collections.abc import Callable

from bridge.outputs.link_session import LinkSession
from bridge.types import Command, Timeline, Transport

SETTLE = 0.25
"""Seconds after the bridge's own word in which the session may still say the old one."""
Ask = Callable[[Command], None]
"""Hands a command to the analysis, as if a person had asked."""


class StartStop:
    """Tells the session when the bridge starts or stops, and the bridge when a peer does. For one thread.

    Only changes are passed on, so a session that plays already when the bridge joins starts nothing.
    """

    def __init__(self, session: LinkSession, ask: Ask) -> None:
        self._session = session
        self._ask = ask
        self._serial = 0
        self._playing = session.playing
        self._settled_at = 0.0

    def look(self, timeline: Timeline | None, transport: Transport) -> None:
        """Pass on what has changed; the bridge's own change counts when both come at once."""
        now = time.monotonic()
        if transport.serial != self._serial:
            self._serial, self._settled_at = transport.serial, now + SETTLE
            self._tell(timeline, transport, now)
        elif now >= self._settled_at and self._session.playing != self._playing:
            self._playing = not self._playing
            self._ask(Command("start" if self._playing else "stop"))

    def _tell(self, timeline: Timeline | None, transport: Transport, now: float) -> None:
        if transport.rewind and self._session.playing:
            self._session.play(False, now)
        if transport.playing != self._session.playing:
            starts = timeline.time_at(transport.at_beat) if timeline and transport.playing else now
            self._session.play(transport.playing, max(now, starts))
        self._playing = transport.playing
