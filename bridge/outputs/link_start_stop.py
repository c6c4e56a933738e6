"""Start and stop, shared with a Link session in both directions."""

from __future__ import annotations

import time
from collections.abc import Callable

from bridge.outputs.link_session import LinkSession
from bridge.types import Command, Timeline, Transport

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

    def look(self, timeline: Timeline | None, transport: Transport) -> None:
        """Pass on what has changed; the bridge's own change counts when both come at once."""
        if transport.serial != self._serial:
            self._serial = transport.serial
            self._tell(timeline, transport)
        elif self._session.playing != self._playing:
            self._ask(Command("stop" if self._playing else "start"))
        self._playing = self._session.playing

    def _tell(self, timeline: Timeline | None, transport: Transport) -> None:
        now = time.monotonic()
        if transport.rewind and self._session.playing:
            self._session.play(False, now)
        if transport.playing != self._session.playing:
            starts = transport.playing and timeline is not None
            at = timeline.time_at(transport.at_beat) if starts and timeline is not None else now
            self._session.play(transport.playing, max(now, at))
