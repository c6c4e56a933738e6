"""The OSC process on a real socket: whatever comes, it goes on and still serves an honest program."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
import pytest
from hypothesis import strategies as st
from pythonosc.osc_message_builder import build_msg

from bridge.outputs.asked import Asked
from bridge.outputs.protocol import IN, OUT, ROOT
from bridge.outputs.settings import OscSettings
from bridge.outputs.subscribers import MOST, Subscribers
from tests.fuzz.mutants import mutants
from tests.fuzz.victim import Outcome
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig

BUSES = ("drums", "bass")
EVERY = 20
"""Datagrams between two questions of the honest program: as many as fit into the socket's buffer at once."""
SAMPLES = {"i": 1, "f": 90.0, "s": "drums"}
ANSWER = 10.0


def _valid() -> list[bytes]:
    """A message for each row of the protocol, and bundles of them."""
    rows = [(row.address, row.args) for row in (*IN.values(), *OUT.values())]
    said = [
        build_msg(address.format(bus="drums"), [SAMPLES[a.tag] for a in args]).dgram for address, args in rows
    ]
    head = b"#bundle\0" + struct.pack(">Q", 1)
    bundle = head + b"".join(struct.pack(">i", len(m)) + m for m in said[:6])
    return [*said, bundle, head + struct.pack(">i", len(bundle)) + bundle]


def _message(address: str, tags: str, values: list[bytes]) -> bytes:
    """A message whose types and arguments need not fit."""
    return b"".join(_padded(word.encode("utf-8", "replace")) for word in (address, f",{tags}")) + b"".join(
        values
    )


def _padded(text: bytes) -> bytes:
    return text + b"\0" * (4 - len(text) % 4)


ADDRESSES = st.sampled_from([ROOT + name for name in (*IN, *OUT)]) | st.text(max_size=80).map(
    lambda t: ROOT + t
)
ARGUMENTS = st.lists(st.binary(min_size=4, max_size=4) | st.binary(max_size=40).map(_padded), max_size=5)
MESSAGES = st.builds(_message, ADDRESSES, st.text("ifsbtdhTFNI[]rmcS\0x", max_size=8), ARGUMENTS)
LARGE = st.tuples(ADDRESSES, st.integers(250, 15_000)).map(
    lambda a: _message(a[0], "s", [b"x" * 4 * a[1], bytes(4)])
)
DATAGRAMS = mutants(_valid()) | mutants(_valid(), head=40) | MESSAGES | st.binary(max_size=2000) | LARGE


@dataclass
class Serving:
    """A target: the OSC process. Each so many datagrams it is asked for the state by another program."""

    rig: Rig
    stranger: socket.socket
    honest: Ear
    port: int
    thrown: int = 0

    def take(self, data: bytes) -> Outcome:
        self.stranger.sendto(data, ("127.0.0.1", self.port))
        self.thrown += 1
        _empty(self.stranger)
        if self.thrown % EVERY:
            return Outcome()
        return self.asked()

    def asked(self) -> Outcome:
        """Whether it lives, and answers; what it passed on was commands of the protocol."""
        if not self.rig.process.is_alive():
            return Outcome(fault=f"ended with {self.rig.process.exitcode}", fatal=True)
        passed = self.rig.commands.drain()
        assert all(isinstance(one, Asked) and one.command.kind in IN for one in passed)
        self.honest.forget()
        self.honest.say("/bridge/query")
        assert self.honest.until("/bridge/buses", ANSWER) == list(BUSES)
        return Outcome()

    @property
    def memory(self) -> int:
        return psutil.Process(self.rig.process.pid).memory_info().rss


def _empty(sock: socket.socket) -> None:
    """Take in what was answered."""
    try:
        while sock.recv(65_536):
            pass
    except BlockingIOError:
        return


@pytest.fixture
def serving(udp_port, capfd) -> Iterator[Serving]:
    with (
        Rig("osc", OscSettings(port=udp_port, targets=()), BUSES) as rig,
        Ear(udp_port) as honest,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger,
    ):
        rig.ready()
        stranger.setblocking(False)
        serving = Serving(rig, stranger, honest, udp_port)
        files = psutil.Process(rig.process.pid).num_fds()
        yield serving
        assert serving.asked() == Outcome()
        assert psutil.Process(rig.process.pid).num_fds() == files
    assert capfd.readouterr().err == ""


def test_datagrams_to_the_osc_server(fuzz, serving):
    fuzz(DATAGRAMS, serving, share=2.0)


def test_subscriptions_of_strangers_are_no_more_than_there_is_room_for(serving):
    with Ear(serving.port) as crowd, Ear(serving.port) as late:
        for port in range(20_000, 20_000 + 3 * MOST):
            crowd.say("/bridge/subscribe", port)
        late.say("/bridge/subscribe", late.port)
        assert "no more can be" in late.until("/bridge/error")[0]
    assert serving.rig.block.read().clients <= MOST


@pytest.mark.parametrize("port", [0, 65_536, -1, 2**31])
def test_a_subscription_to_a_port_that_is_none_is_refused(serving, port):
    serving.honest.throw(_message("/bridge/subscribe", "h", [struct.pack(">q", port)]))
    assert "port is between 1 and 65535" in serving.honest.until("/bridge/error")[0]


def test_subscribers_lapse_however_many_ask():
    now = [0.0]
    subscribers = Subscribers((), lambda: now[0])
    for second in range(100_000):
        now[0] = second * 0.6
        subscribers.subscribe(("127.0.0.1", 1 + second % 60_000), 1 + second % 60_000)
    assert len(subscribers.addresses()) <= MOST
