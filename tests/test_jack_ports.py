"""Ports are told though others leave while the question is answered."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from types import SimpleNamespace

import jack
import pytest

from bridge.jack_ports import TRIES, connected, ports

SECONDS = 3.0


class Leaving:
    """A server whose ports leave between being listed and looked up, so many times."""

    def __init__(self, times: int) -> None:
        self._left = times

    def get_ports(self, pattern, **kind):
        if self._left:
            self._left -= 1
            raise jack.JackError("Port 'leaderbridge-clock:clock' not available")
        return [SimpleNamespace(name=pattern, **kind)]

    def get_all_connections(self, port):
        return self.get_ports(port)


def test_a_port_that_leaves_meanwhile_does_no_harm():
    assert [port.name for port in ports(Leaving(3), "^clock:", is_midi=True)] == ["^clock:"]
    assert [port.name for port in connected(Leaving(1), "clock:out")] == ["clock:out"]


def test_a_server_that_fails_for_good_is_not_asked_for_ever():
    with pytest.raises(jack.JackError):
        ports(Leaving(TRIES), "")


@pytest.mark.e2e
def test_the_ports_of_a_real_server_while_programs_come_and_go(jackd):
    asker, restless = (jack.Client(name, no_start_server=True) for name in ("asker", "restless"))
    over = threading.Event()

    def come_and_go():
        while not over.is_set():
            for port in [restless.midi_outports.register(f"port_{k}") for k in range(4)]:
                port.unregister()

    with asker, restless:
        thread = threading.Thread(target=come_and_go)
        thread.start()
        end, raised, asked = time.monotonic() + SECONDS, 0, 0
        try:
            while time.monotonic() < end:
                assert all(port.name.startswith("restless:") for port in ports(asker, "^restless:"))
                asked += 1
                with suppress(jack.JackError):
                    asker.get_ports("^restless:")
                    continue
                raised += 1
        finally:
            over.set()
            thread.join()
    print(f"{raised} of {asked} questions would have failed")
    assert raised, "they leave often enough for this to tell"
