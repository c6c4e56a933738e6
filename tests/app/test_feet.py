"""The footswitch process through the death of jackd."""

from __future__ import annotations

import time

import pytest

from bridge.app.feet import FootswitchInput
from bridge.config import Config
from bridge.outputs.mailbox import mailbox
from bridge.outputs.process import Ready, Wiring
from bridge.outputs.settings import FootswitchSettings, MidiInSettings
from bridge.patching import LOOK
from bridge.types import Command
from tests import jack
from tests.e2e.pedalboard import Pedalboard
from tests.jack import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TAP = FootswitchSettings(message="cc", number=64, command="tap")
PRESS = bytes((0xB0, 64, 127))


@pytest.fixture
def server(monkeypatch):
    """The name of a jackd that a test may kill."""
    with jack.free_name() as name:
        for key, value in jack.environment(name).items():
            monkeypatch.setenv(key, value)
        yield name


def test_without_footswitches_there_is_no_process():
    feet = FootswitchInput()
    assert list(feet.children(Config(), lambda *_: None)) == []
    feet.unlink()


def test_switches_patched_by_hand_work_again_when_jackd_is_back(server):
    feet = FootswitchInput()
    (outbox, news), (commands, asked) = mailbox(), mailbox()
    config = Config(midi_in=MidiInSettings(kind="jack"), footswitch=(TAP,))
    (child,) = feet.children(
        config, lambda name, health: Wiring(name, "", health.name, outbox, commands=commands)
    )
    jackd = jack.start_jackd(server)
    try:
        child.start()
        wait_for(lambda: isinstance(news.receive(), Ready))
        with Pedalboard() as pedals:
            pedals.client.connect("pedalboard:out", "leaderbridge-feet:in")
            pedals.send(PRESS)
            assert wait_for(asked.receive).command == Command("tap")
            time.sleep(3 * LOOK)  # until the patching has been seen
        jack.stop(jackd)
        wait_for(lambda: child.exitcode is not None)
        jackd = jack.start_jackd(server)
        with Pedalboard() as pedals:
            wait_for(lambda: child.revive() or pedals.connected, 20)
            wait_for(lambda: pedals.connected, 20)
            pedals.send(PRESS)
            assert wait_for(asked.receive).command == Command("tap")
    finally:
        child.ask_to_leave()
        child.leave()
        jack.stop(jackd)
        feet.unlink()
