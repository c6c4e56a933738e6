"""The page on real sockets: whatever comes by HTTP or WebSocket, it still serves an honest browser."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import psutil
import pytest
from hypothesis import strategies as st

from bridge.outputs.asked import Asked
from bridge.outputs.spoken import COMMANDS
from tests.dashboard.house import House, said
from tests.fuzz.mutants import mutants, nonsense
from tests.fuzz.victim import Outcome
from tests.jack import wait_for

EVERY = 25
"""Cases between two looks of an honest browser."""
PATIENCE = 15.0
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ASKS = [json.dumps({"kind": "ask", "name": name, "args": [1], "at": 1.5}).encode() for name in COMMANDS]
TEXTS = [*ASKS, b'{"kind":"ask","name":"lead","args":["bass"]}', b'{"kind":"saw","count":3,"page":1.25}']


def request(first: str, *headers: str, body: str = "") -> bytes:
    return "\r\n".join([first, *headers, "", body]).encode()


HOST = "Host: 127.0.0.1"


def upgrade(host: str) -> bytes:
    """What the page itself says to open its socket."""
    socket_to_be = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    ours = (f"Host: {host}", f"Origin: http://{host}", f"Sec-WebSocket-Key: {KEY}")
    return request("GET /live HTTP/1.1", *ours, *socket_to_be)


REQUESTS = [
    request("GET / HTTP/1.1", HOST),
    request("GET /js/main.js HTTP/1.1", HOST, "Accept-Encoding: gzip", "Range: bytes=0-10"),
    request("HEAD / HTTP/1.0"),
    request("POST / HTTP/1.1", HOST, "Content-Length: 5", body="hello"),
    request("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked", body="5\r\nhello\r\n0\r\n\r\n"),
    request(
        "POST / HTTP/1.1", HOST, "Content-Length: 6", "Transfer-Encoding: chunked", body="0\r\n\r\nGET /x"
    ),
    request("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", HOST, "Cookie: leaderbridge=\xff; a=b"),
    request("GET /?token=x HTTP/1.1", HOST, "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"),
    upgrade("127.0.0.1"),
    request("OPTIONS * HTTP/1.1", HOST, "Expect: 100-continue"),
]


def frame(
    opcode: int, payload: bytes, fin: int = 1, mask: bytes | None = b"\0\0\0\0", size: int | None = None
) -> bytes:
    """A WebSocket frame (RFC 6455, 5.2), right or wrong."""
    length, masked = len(payload) if size is None else size, 0x80 if mask is not None else 0
    head = bytes([fin << 7 | opcode & 0x7F])
    if length < 126:
        head += bytes([masked | length])
    elif length < 1 << 16:
        head += bytes([masked | 126]) + struct.pack(">H", length)
    else:
        head += bytes([masked | 127]) + struct.pack(">Q", length)
    return head + (mask or b"") + payload


FRAMES = st.builds(
    frame,
    st.sampled_from([0, 1, 1, 1, 2, 8, 9, 10, 3, 11, 0x41]),
    mutants(TEXTS) | st.binary(max_size=140) | st.sampled_from([b"\xff\xfe", b"\x03\xe8bye", b"x" * 5000]),
    st.integers(0, 1),
    st.sampled_from([b"\0\0\0\0", b"\0\0\0\0", None]),
    st.none()
    | st.none()
    | st.sampled_from([0, 125, 126, 65_535, 65_536, 2**31, 2**63 - 1, 2**63, 2**64 - 1]),
)


def _say(sock: socket.socket, parts: tuple[bytes, ...]) -> None:
    try:
        for part in parts:
            sock.sendall(part)
        sock.shutdown(socket.SHUT_WR)
    except TimeoutError:
        raise
    except OSError:  # it has heard enough; its answer is still to be read
        return


@dataclass
class Served:
    """The page's process, and an honest browser that looks each so many cases."""

    house: House
    taken: int = 0

    def look(self) -> Outcome:
        """Whether the process lives, and serves; what it passed on was commands of the protocol."""
        self.taken += 1
        if self.taken % EVERY:
            return Outcome()
        if not self.house.process.is_alive():
            return Outcome(fault=f"ended with {self.house.process.exitcode}", fatal=True)
        assert all(
            isinstance(one, Asked) and one.command.kind in COMMANDS for one in self.house.commands.drain()
        )
        assert self.house.get().status == 200
        return Outcome()

    def talk(self, *parts: bytes) -> bytes:
        """Say ``parts`` to it on a connection of one's own, and then no more: what it answers to its end."""
        with socket.create_connection(("127.0.0.1", self.house.port), PATIENCE) as sock:
            _say(sock, parts)
            answer = b""
            with suppress(ConnectionError):
                while data := sock.recv(65_536):
                    answer += data
            return answer

    @property
    def files(self) -> int:
        return psutil.Process(self.house.process.pid).num_fds()

    @property
    def memory(self) -> int:
        return psutil.Process(self.house.process.pid).memory_info().rss


class Http(Served):
    def take(self, data: bytes) -> Outcome:
        answer = self.talk(data)
        assert not answer or answer.startswith(b"HTTP/1.1 ")
        assert b"Traceback" not in answer
        assert b" 500 " not in answer.partition(b"\r\n")[0]
        assert b"root:" not in answer
        return self.look()


class Frames(Served):
    def take(self, frames: list[bytes]) -> Outcome:
        answer = self.talk(upgrade(self.house.host), *frames)
        assert not answer or answer.startswith(b"HTTP/1.1 101 "), answer[:200]
        return self.look()


class Texts(Served):
    """What a page could say, on one connection that stays, as a page's does."""

    def __init__(self, house: House, ws) -> None:
        super().__init__(house)
        self._ws = ws

    def take(self, data: bytes) -> Outcome:
        self._ws.send(data[:4096].decode("utf-8", "replace")[:1300])
        if self.taken % EVERY == 0:
            self.catch_up()
        return self.look()

    def catch_up(self) -> None:
        """Read all that was answered so far."""
        self._ws.send(json.dumps({"kind": "saw", "count": 0, "page": self.taken + 0.5}))
        said(self._ws, "clock", PATIENCE, lambda body: body["page"] == self.taken + 0.5)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with House() as house:
        house.ready()
        house.get()
        yield house


@pytest.fixture(autouse=True)
def _as_before(house, capfd) -> Iterator[None]:
    """No descriptor and no visitor stays, and nothing was said to the terminal."""
    files = Served(house).files
    yield
    wait_for(lambda: Served(house).files <= files, 20)
    wait_for(lambda: house.health.read().clients == 0, 20)
    assert house.get().status == 200
    assert capfd.readouterr().err == ""


def test_requests_to_the_page(fuzz, house):
    fuzz(nonsense(REQUESTS) | mutants(REQUESTS, head=30), Http(house))


def test_websocket_frames_to_the_page(fuzz, house):
    frames = st.lists(
        FRAMES | FRAMES.flatmap(lambda one: mutants([one])) | st.binary(max_size=60), max_size=5
    )
    fuzz(frames, Frames(house), share=0.5)


def test_messages_to_the_page(fuzz, house):
    with house.page() as ws:
        texts = Texts(house, ws)
        fuzz(nonsense(TEXTS), texts)
        texts.catch_up()


def test_a_thousand_connections_that_say_nothing_keep_nobody_out(house):
    with ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(socket.create_connection(("127.0.0.1", house.port), PATIENCE))
        assert house.get().status == 200
        with house.page() as ws:
            assert said(ws, "now", PATIENCE)


def test_who_never_ends_a_request_is_sent_away(house):
    with ExitStack() as stack:
        slow = [
            stack.enter_context(socket.create_connection(("127.0.0.1", house.port), PATIENCE))
            for _ in range(20)
        ]
        for sock in slow[5:]:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        for sock in slow[10:]:
            sock.sendall(b".0.0.1\r\nX: ")
        for sock in slow[15:]:
            sock.sendall(b"y\r\n\r\nGET / HTTP/1.1\r\n")
        for sock in slow:
            sock.settimeout(20)
            while sock.recv(65_536):
                pass


@pytest.mark.parametrize("head", [b"GET /" + b"x" * 200_000, b"GET / HTTP/1.1\r\nX: " + b"y" * 200_000])
def test_a_head_without_end_is_refused(house, head):
    answer = Served(house).talk(head)
    assert b" 400 " in answer.partition(b"\r\n")[0] or not answer  # lost with what was left to be said


def test_pages_that_read_nothing_make_nothing_grow(house):
    """Each is sent no more than it has said that it has seen."""
    with ExitStack() as stack:
        for _ in range(50):
            sock = stack.enter_context(socket.create_connection(("127.0.0.1", house.port), PATIENCE))
            sock.sendall(upgrade(house.host))
        wait_for(lambda: house.health.read().clients == 50, 20)
        time.sleep(1.0)
        before = Served(house).memory
        time.sleep(2.0)
        assert Served(house).memory - before < 4 << 20
