"""Ableton Link: a process that is a member of the session and does there what its settings say."""

from __future__ import annotations

from collections.abc import Callable

from bridge.errors import CommandError
from bridge.outputs.asked import Asked
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.link_modes import MODES
from bridge.outputs.link_session import SETTLE, LinkSession
from bridge.outputs.link_start_stop import StartStop
from bridge.outputs.process import Leaving, Ready, Wiring
from bridge.outputs.settings import LinkSettings
from bridge.types import Command

ALONE = 120.0
"""BPM of a session in which nobody has said any, as in Link's own examples."""
JOIN = 2.0
"""Seconds in which a session that is there has been found; until then nothing is done in it."""
LOOK = 0.02
"""Seconds between two looks at the board and at the session."""


def serve(settings: LinkSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Join the Link session of the local network until asked to leave.

    Raises BridgeError when the package for Link is not installed.
    """
    session = LinkSession(ALONE, settings.start_stop)
    wiring.news.send(Ready(wiring.name, f"Ableton Link, {settings.mode}"))
    try:
        if leaving.wait(SETTLE):
            return
        session.join()
        if not leaving.wait(JOIN):
            _play(settings, wiring, leaving, session)
    finally:
        session.leave()


def _play(settings: LinkSettings, wiring: Wiring, leaving: Leaving, session: LinkSession) -> None:
    board, meter = Board.attach(wiring.board), Meter(HealthBlock.attach(wiring.health))
    ask = _asking(wiring)
    mode, start_stop = MODES[settings.mode](session, ask), StartStop(session, ask)
    while not leaving.wait(LOOK):
        posting = board.read()
        timeline = posting.timeline(wiring.slot, settings.offset_ms)
        try:
            changed = mode.look(timeline, posting.beat)
        except CommandError:  # a session's tempo that is none of ours: nothing but a counter moves
            meter.skipped()
        else:
            meter.sent(0.0, int(changed))
        start_stop.look(timeline, posting.beat.transport)
        meter.clients = session.peers
        meter.offset_ms = posting.offset(wiring.slot, settings.offset_ms)
        meter.post()


def _asking(wiring: Wiring) -> Callable[[Command], None]:
    """What hands commands to the analysis, if there is one to obey."""
    commands = wiring.commands
    return lambda command: None if commands is None else commands.send(Asked(command, None))
