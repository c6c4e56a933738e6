"""Hydrogen is told tempo, play and pause so that it plays on the beat."""

from __future__ import annotations

import socket
import threading
import time

import numpy as np
import pytest
from pythonosc.osc_message import OscMessage

from bridge.outputs.process import REFUSED
from bridge.outputs.settings import HydrogenSettings
from bridge.types import Timeline, Transport
from tests.jack import wait_for
from tests.outputs.rig import Rig, beat, playing

pytestmark = pytest.mark.e2e


class Drummer:
    """Takes tempo, play and pause as Hydrogen does, each at once, and knows on which beat it is."""

    def __init__(self) -> None:
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))
        self.heard: list[tuple[float, str, float]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.sock.getsockname()[1]}"

    def _listen(self) -> None:
        while data := self.sock.recv(2000):
            message = OscMessage(data)
            self.heard.append((time.monotonic(), message.address, message.params[0]))

    def said(self, address: str) -> list[float]:
        return [value for _, name, value in list(self.heard) if name == address]

    def beat_at(self, t: float) -> float:
        """Beats it has played at host second ``t`` since it was told to play."""
        began = next(at for at, name, _ in self.heard if name == "/Hydrogen/PLAY")
        line = None
        for at, name, bpm in list(self.heard):
            if name == "/Hydrogen/BPM" and at <= t:
                line = line.retempo(bpm, at) if line and at > began else Timeline(bpm, 0.0, began)
        return line.beat_at(t)


@pytest.fixture
def drummer():
    drummer = Drummer()
    yield drummer
    drummer.sock.sendto(b"", drummer.sock.getsockname())
    drummer.sock.close()


def test_it_begins_on_the_beat_and_stays_on_it_while_the_tempo_goes_up(drummer):
    with Rig("hydrogen", HydrogenSettings(target=drummer.target)) as rig:
        rig.ready()
        line = beat(100, transport=playing(at_beat=1)).timeline
        errors = []
        while line.bpm < 130:
            rig.board.publish(beat(line.bpm, line.t0, playing(at_beat=1), beat0=line.beat0))
            time.sleep(0.0116)
            now = time.monotonic()
            line = line.retempo(line.bpm + 0.1, now)
            if drummer.said("/Hydrogen/PLAY"):
                errors.append((drummer.beat_at(now) - line.beat_at(now) + 1) * 60_000 / line.bpm)
        assert rig.leave() == 0
    assert drummer.said("/Hydrogen/PLAY") == [1.0]
    assert np.median(np.abs(errors)) < 15, "ms"
    assert [name for _, name, _ in drummer.heard][-1] == "/Hydrogen/PAUSE"


def test_its_health_tells_the_offset_in_force(drummer):
    with Rig("hydrogen", HydrogenSettings(target=drummer.target, offset_ms=-12.0)) as rig:
        rig.ready()
        rig.board.publish(beat(100, transport=playing(at_beat=1)))
        wait_for(lambda: rig.block.read().offset_ms == -12.0)
        rig.board.publish(beat(100, transport=playing(at_beat=1)), (5.0,))
        wait_for(lambda: rig.block.read().offset_ms == 5.0)


def test_the_tempo_is_said_again_each_second_to_one_that_came_late(drummer):
    with Rig("hydrogen", HydrogenSettings(target=drummer.target)) as rig:
        rig.ready()
        rig.board.publish(beat(90))
        wait_for(lambda: len(drummer.said("/Hydrogen/BPM")) >= 3, 10)
    assert set(drummer.said("/Hydrogen/BPM")) == {90.0}
    assert not drummer.said("/Hydrogen/PLAY")


def test_a_start_goes_back_to_the_beginning_and_a_stop_does_not(drummer):
    with Rig("hydrogen", HydrogenSettings(target=drummer.target)) as rig:
        rig.ready()
        posted = beat(240, transport=playing(at_beat=1))
        rig.board.publish(posted)
        wait_for(lambda: drummer.said("/Hydrogen/PLAY"), 10)
        stop = Transport(ticking=True, action="stop", serial=2)
        rig.board.publish(beat(240, posted.t, stop))
        wait_for(lambda: drummer.said("/Hydrogen/PAUSE"), 10)
        rig.leave()
    said = [name.removeprefix("/Hydrogen/") for _, name, _ in drummer.heard if not name.endswith("BPM")]
    assert said == ["STOP", "PLAY", "PAUSE"]


def test_a_target_that_is_no_address_is_refused_by_name():
    with Rig("hydrogen", HydrogenSettings(target="drums")) as rig:
        assert "[[hydrogen]] target" in rig.failed().message
        rig.process.join(10)
        assert rig.process.exitcode == REFUSED
