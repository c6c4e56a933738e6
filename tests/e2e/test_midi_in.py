"""MIDI in through real ports: JACK's own, and the system's, for which rtmidi speaks JACK too."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager

import mido
import pytest

from bridge.errors import BridgeError
from bridge.outputs.midi_in import open_midi_in
from bridge.outputs.settings import MidiInSettings
from bridge.patching import Memory
from tests.e2e.pedalboard import Pedalboard
from tests.jack import wait_for

pytestmark = pytest.mark.e2e

PRESS, RELEASE = bytes((0xB0, 64, 127)), bytes((0xB0, 64, 0))


@contextmanager
def opened(kind, port=""):
    settings = MidiInSettings(kind=kind, port=port)
    with Memory.create() as patches, closing(open_midi_in(settings, "feet", patches)) as source:
        yield source


def came(source, count):
    """The first ``count`` messages, each looked for as the process does."""
    got = []

    def enough():
        got.extend(source.take())
        return len(got) >= count

    wait_for(enough)
    return got


@contextmanager
def pedalboard():
    """What presses the switch of a pedalboard in a process of its own: rtmidi brings a libjack of its own."""
    command = [sys.executable, "-m", "tests.e2e.pedalboard"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield lambda: print(PRESS.hex(), file=process.stdin, flush=True)
        process.stdin.close()
        process.wait(10)


def heard_from(press, source):
    """The first message that comes while the switch is pressed again and again."""

    def heard():
        press()
        time.sleep(0.1)
        return source.take()

    return wait_for(heard)[0][1]


@pytest.fixture
def system(jackd, monkeypatch):
    """What is opened by mido is a port of the private server, whatever mido was used for before."""
    monkeypatch.setenv("MIDO_BACKEND", "mido.backends.rtmidi/UNIX_JACK")
    usual = mido.backend
    mido.set_backend("mido.backends.rtmidi/UNIX_JACK")
    yield
    mido.set_backend(usual)


def test_a_jack_port_gives_each_message_and_when_it_came(jackd):
    with Pedalboard() as pedals, opened("jack", "pedalboard") as source:
        wait_for(lambda: source.take() == [] and pedals.connected)
        before = time.monotonic()
        pedals.send(PRESS, RELEASE)
        heard = came(source, 2)
    assert [data for _, data in heard] == [PRESS, RELEASE]
    assert all(-0.03 < at - before < 0.5 for at, _ in heard)


def test_a_pedalboard_that_comes_later_is_connected(jackd):
    with opened("jack", "pedalboard") as source:
        source.take()
        with Pedalboard() as pedals:
            wait_for(lambda: source.take() == [] and pedals.connected)
            pedals.send(PRESS)
            assert came(source, 1)[0][1] == PRESS


def test_an_existing_port_is_found_by_a_part_of_its_name(system):
    with pedalboard() as press, opened("port", "PEDAL") as source:
        assert heard_from(press, source) == PRESS


def test_an_existing_port_that_vanishes_is_heard_again_when_it_is_back(system):
    with ExitStack() as stack:
        with pedalboard() as press:
            source = stack.enter_context(opened("port", "pedalboard"))
            assert heard_from(press, source) == PRESS
        wait_for(lambda: source.take() == [] and source.where == "no MIDI port")
        with pedalboard() as press:
            assert heard_from(press, source) == PRESS


def test_a_virtual_port_is_there_for_others_to_connect(system):
    with opened("virtual", "switches") as source, Pedalboard() as pedals:
        port = wait_for(lambda: pedals.client.get_ports("switches", is_midi=True, is_input=True))[0]
        pedals.client.connect("pedalboard:out", port)
        pedals.send(PRESS)
        assert came(source, 1)[0][1] == PRESS


def test_a_port_that_is_not_there_is_told_with_its_key(system):
    with (
        pytest.raises(BridgeError, match=r"'nowhere' is not there.*\[midi_in\] port"),
        opened("port", "nowhere"),
    ):
        pass
