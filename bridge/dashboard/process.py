"""The page's process: what comes from the others goes out to all visitors, thirty times a second."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from time import monotonic
from types import MappingProxyType
from typing import Any

from bridge.dashboard.address import host, names, url
from bridge.dashboard.cast import Page
from bridge.dashboard.fold import EVERY
from bridge.dashboard.guard import Guard
from bridge.dashboard.heard import Heard, Watched
from bridge.dashboard.intake import Intake
from bridge.dashboard.server import Server, application, listening
from bridge.dashboard.stage import Stage
from bridge.dashboard.token import token
from bridge.dashboard.visitors import Visitors, message
from bridge.outputs import asked
from bridge.outputs.asked import Refused
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.process import Leaving, Ready, Wiring


def serve(page: Page, wiring: Wiring, leaving: Leaving) -> None:
    """Serve the page until asked to leave. Raises BridgeError when its port cannot be had."""
    gc.enable()  # here no clock waits, and a server that runs for days makes circles
    logging.disable(logging.CRITICAL)  # what strangers send must not flood the terminal
    settings = page.settings
    lan = settings.mode == "lan"
    guard = Guard(token(), names()) if lan else Guard()
    with closing(listening(host(settings), settings.port)) as sock:
        show = Show(page, wiring)
        server = Server(application(guard, show.visitors, show.intake, show.hello))
        wiring.news.send(Ready(wiring.name, f"the page on {url(settings).partition('?')[0]}"))
        asyncio.run(_both(server.serve([sock]), _updates(show, server, leaving)))


async def _both(*work: Any) -> None:
    async with asyncio.TaskGroup() as group:
        for one in work:
            group.create_task(one)


async def _updates(show: Show, server: Server, leaving: Leaving) -> None:
    due = monotonic()
    while not leaving.asked():
        show.update(monotonic())
        due = max(due + EVERY, monotonic())
        await asyncio.sleep(due - monotonic())
    server.should_exit = True


class Show:
    """Joins stage, visitors and intake. For asyncio's thread."""

    def __init__(self, page: Page, wiring: Wiring) -> None:
        assert wiring.commands is not None
        self._inbox = page.inbox
        self._stage = Stage(page.cast, Board.attach(wiring.board))
        self._meter = Meter(HealthBlock.attach(wiring.health))
        self.visitors = Visitors(self._missed)
        self.intake = Intake(wiring.commands)
        self.hello = message("cast", self._stage.cast())

    def update(self, now: float) -> None:
        """Take in what has come, and tell everyone how things stand at host second ``now``."""
        for value in self._inbox.drain():
            _TAKEN.get(type(value), Show._pass_over)(self, value, now)
        state = self._stage.now(now)
        if self.visitors:
            self.visitors.offer(now, message("now", state))
        self._count()

    def _missed(self, since: float) -> str:
        return message("rows", self._stage.history.columns(since))

    def _count(self) -> None:
        if self._meter.clients != len(self.visitors):
            self._meter.clients = len(self.visitors)
            self._meter.post()

    def _hear(self, value: Heard, now: float) -> None:
        self._stage.hear(value, now)

    def _watch(self, value: Watched, now: float) -> None:
        self._stage.watch(value, now)

    def _refuse(self, refused: Refused, now: float) -> None:
        """What an OSC program was refused is told to that program alone."""
        if refused.by is None or isinstance(refused.by, asked.Visitor):
            number = None if refused.by is None else refused.by.number
            self.visitors.note(message("refused", {"why": refused.message}), number)

    def _pass_over(self, value: object, now: float) -> None:
        """Nothing the page speaks of."""


_TAKEN: Mapping[type, Callable[[Show, Any, float], None]] = MappingProxyType(
    {Heard: Show._hear, Watched: Show._watch, Refused: Show._refuse}
)
