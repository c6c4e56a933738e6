"""The loop that sleeps and spins, without a device."""

import os
import time
from contextlib import closing

import pytest

from bridge.outputs.board import Board
from bridge.outputs.clock_loop import Player
from bridge.outputs.health import HealthBlock
from bridge.outputs.mailbox import mailbox
from bridge.outputs.process import Wiring
from bridge.outputs.settings import LogSettings
from tests.outputs.rig import Rig, beat, playing


@pytest.fixture
def wiring():
    board, block = Board.create(), HealthBlock.create()
    news, inbox = mailbox()
    with closing(news), closing(inbox):
        yield Wiring("log", board.name, block.name, news)
    board.unlink()
    block.unlink()


@pytest.mark.parametrize("refused", [False, True])
def test_whether_the_system_gave_it_priority_is_said(wiring, monkeypatch, refused):
    def answer(*_):
        if refused:
            raise PermissionError

    monkeypatch.setattr(os, "sched_setscheduler", answer)
    Player(wiring, 0.0).lose()
    assert HealthBlock.attach(wiring.health).read().ordinary == refused


def test_a_lost_port_is_counted_once_for_each_time(wiring):
    player = Player(wiring, 0.0)
    player.lose()
    player.lose()
    health = HealthBlock.attach(wiring.health).read()
    assert (health.skipped, health.clients) == (2, 0)
    assert health.cursor(time.monotonic()).clock is None


def test_the_offset_in_force_is_said():
    with Rig("log", LogSettings(offset_ms=-20.0)) as rig:
        rig.ready()
        rig.board.publish(beat(120, transport=playing()))
        time.sleep(0.3)
        assert rig.block.read().offset_ms == -20.0
        rig.board.publish(beat(120, transport=playing()), (35.0,))
        time.sleep(0.3)
        assert rig.block.read().offset_ms == 35.0
