"""The web server of the page: its files, and one WebSocket a visitor."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect
from uvicorn.protocols.http.h11_impl import H11Protocol

from bridge.dashboard.gate import Gate
from bridge.dashboard.guard import Guard
from bridge.dashboard.intake import Intake
from bridge.dashboard.visitors import Visitor, Visitors
from bridge.errors import BridgeError

PAGE = Path(__file__).parent / "page"
LONGEST = 4096
"""Bytes of the longest message that a page may send."""
HURRY = 10.0
"""Seconds after which a connection that has not become a WebSocket is closed: the page's parts are small, and
who never ends a request (a slow loris) must not hold a place that others need."""
SILENCE = 10.0
"""Seconds after which a socket that does not answer is closed: a phone that has left the room."""


def application(guard: Guard, visitors: Visitors, intake: Intake, hello: str) -> ASGIApp:
    """The page as an ASGI application; ``hello`` is what each visitor is told first."""

    async def live(socket: WebSocket) -> None:
        await socket.accept()
        visitor = visitors.enter()
        visitor.note(hello)
        sending = asyncio.create_task(_send(socket, visitor))
        try:
            while True:
                intake.take(visitor, await socket.receive_text())
        except (WebSocketDisconnect, KeyError):  # the latter: bytes instead of a text
            pass
        finally:
            visitors.leave(visitor)
            sending.cancel()

    files = StaticFiles(directory=PAGE, html=True)
    return Gate(Starlette(routes=[WebSocketRoute("/live", live), Mount("/", files)]), guard)


async def _send(socket: WebSocket, visitor: Visitor) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):  # the latter: closed between two sends
        while True:
            for text in await visitor.next():
                await socket.send_text(text)


class Hasty(H11Protocol):
    """HTTP/1.1 for `HURRY`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Called by asyncio."""
        super().connection_made(transport)
        self.loop.call_later(HURRY, self._end, transport)

    def _end(self, transport: asyncio.Transport) -> None:
        if transport.get_protocol() is self:
            transport.abort()  # to close it in order would wait for who reads nothing


class Server(uvicorn.Server):
    """uvicorn, which leaves the signals to the process that it runs in."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Hasty,
                log_config=None,
                log_level="critical",
                access_log=False,
                ws="websockets-sansio",
                ws_max_size=LONGEST,
                ws_ping_interval=SILENCE,
                ws_ping_timeout=SILENCE,
                ws_per_message_deflate=False,  # it would be done anew for each visitor
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: the process's own handlers stay."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """A TCP socket that listens on ``host:port``; raises BridgeError when it cannot be had."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        busy = error.errno == errno.EADDRINUSE
        why = "is used by another program" if busy else f"cannot be had ({error.strerror})"
        raise BridgeError(
            f"dashboard: TCP port {port} of {host} {why}; choose another as [dashboard] port"
        ) from None
