"""The guard at the door: ASGI middleware in front of every page and socket."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bridge.dashboard.guard import Guard

COOKIE = "leaderbridge"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'",  # Safari's 'self' does not hold WebSockets
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
"""For every answer: nothing from elsewhere is loaded, and nobody shows the page in a frame of theirs."""


class Gate:
    """Lets through what the guard lets in; a socket that it refuses is answered with 403."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answer = self._answer(HTTPConnection(scope))
        if answer is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(scope, receive, _with_headers(send))

    def _answer(self, asked: HTTPConnection) -> Response | None:
        """What keeps ``asked`` from being served; None lets it in."""
        guard, host = self._guard, asked.headers.get("host", "")
        if not guard.knows_host(host):
            return PlainTextResponse("This is not the address of the page.\n", 403)
        if asked.scope["type"] == "websocket" and not guard.is_ours(asked.headers.get("origin", ""), host):
            return PlainTextResponse("Only the page itself may speak to the bridge.\n", 403)
        given = QueryParams(asked.scope["query_string"]).get("token")
        if given is None and guard.accepts(asked.cookies.get(COOKIE, "")):
            return None
        if given is not None and guard.accepts(given):
            return _remembered(given)
        return PlainTextResponse("The token is wrong: scan the code that the bridge shows once more.\n", 403)


def _remembered(token: str) -> Response:
    """To the page itself, the token in a cookie: in the address it would be seen and sent on."""
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="lax")
    return answer


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(key.lower().encode(), value.encode()) for key, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *added]
        await send(message)

    return sending
