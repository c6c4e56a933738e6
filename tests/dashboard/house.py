"""The page's process as the application runs it, and pages and programs that come to it."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import socket
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest
from websockets.sync.client import connect

from bridge.clock.setlist import Song
from bridge.dashboard import cast
from bridge.dashboard.cast import Cast, Page, Shown
from bridge.dashboard.settings import DashboardSettings
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock
from bridge.outputs.mailbox import mailbox
from bridge.outputs.process import Failed, Ready, Wiring, run
from bridge.types import Bus
from tests.jack import wait_for

SPAWN = multiprocessing.get_context("spawn")
BUSES = (Bus("drums"), Bus("bass"), Bus("sampler", machine=True))


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class House:
    """Use as a context manager; it ends with the block."""

    mode: str = "here"
    port: int = field(default_factory=free_port)
    songs: tuple[Song, ...] = ()
    outputs: tuple[str, ...] = ("osc",)

    def __enter__(self) -> House:
        self.board, self.health, self.osc = Board.create(), HealthBlock.create(), HealthBlock.create()
        news, self.news = mailbox()
        self.outbox, inbox = mailbox()
        commands, self.commands = mailbox()
        outputs = tuple(Shown(name, name, slot, 0.0, self.osc.name) for slot, name in enumerate(self.outputs))
        shown = Cast(BUSES, outputs, self.songs)
        page = Page(DashboardSettings(mode=self.mode, port=self.port), shown, inbox)
        wiring = Wiring("dashboard", self.board.name, self.health.name, news, commands=commands)
        self.args = (cast.serve, page, wiring)
        self.start()
        return self

    def start(self) -> None:
        self.process = SPAWN.Process(target=run, args=self.args)
        self.process.start()

    def ready(self) -> House:
        said = wait_for(lambda: self.news.receive(0.05), 30)
        assert isinstance(said, Ready), said
        return self

    def failed(self) -> Failed:
        said = wait_for(lambda: self.news.receive(0.05), 30)
        assert isinstance(said, Failed), said
        return said

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def get(self, path: str = "/", **headers: str) -> http.client.HTTPResponse:
        """The answer to a GET, whatever the headers say; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest("GET", path, skip_host=True)
        for name, value in {"Host": self.host, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    @contextmanager
    def page(self, origin: str | None = None, cookie: str = ""):
        """A page's WebSocket."""
        headers = {"Cookie": cookie} if cookie else {}
        with connect(
            f"ws://{self.host}/live",
            origin=origin or f"http://{self.host}",
            additional_headers=headers,
            open_timeout=20,
            proxy=None,
        ) as ws:
            yield ws

    def leave(self) -> int | None:
        self.process.terminate()
        self.process.join(10)
        return self.process.exitcode

    def __exit__(self, *_: object) -> None:
        with suppress(ValueError):
            self.process.kill()
            self.process.join(10)
        for shared in (self.board, self.health, self.osc):
            shared.unlink()


def said(ws, kind, seconds=10.0, accept=lambda body: True):
    """The next message of this kind that is accepted."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        body = json.loads(ws.recv(timeout=left))
        if body["kind"] == kind and accept(body):
            return body
    return pytest.fail(f"no {kind} within {seconds:g} s")
