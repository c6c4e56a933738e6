"""The bridge as the first of a Link session, and the whole program in one."""

from __future__ import annotations

import time
from contextlib import ExitStack

import numpy as np
import pytest

from bridge.outputs.settings import LinkSettings
from tests.e2e.link_stage import CLOSE, Peer, errors
from tests.e2e.stage import bridge_command, spawn
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig, beat

pytestmark = pytest.mark.e2e


def test_a_peer_that_joins_the_bridge_adopts_its_tempo_and_beat():
    with Rig("link", LinkSettings(mode="follow_me")) as rig, ExitStack() as stack:
        rig.ready()
        posted = beat(141.0)
        rig.board.publish(posted)
        time.sleep(4.0)
        peer = Peer(stack, "aalink", 70.0)
        peer.until(lambda look: look.peers and abs(look.tempo - 141.0) < 0.05)
        assert np.max(errors(peer.watch(0.5), posted.timeline)) < CLOSE
        assert rig.leave() == 0
        peer.until(lambda look: look.peers == 0)
        assert peer.look().tempo == pytest.approx(141.0, abs=0.05)


def config(path, port, mode):
    path.write_text(
        f'midi = []\n[link]\nmode = "{mode}"\n[osc]\nport = {port}\ntargets = []\n', encoding="utf-8"
    )
    return str(path)


def test_the_test_clock_reaches_a_peer(tmp_path, free_port):
    with ExitStack() as stack:
        settings = config(tmp_path / "bridge.toml", free_port, "follow_me")
        spawn(stack, bridge_command("test-clock", "--bpm", "131", "--config", settings))
        peer = Peer(stack, "aalink", 70.0)
        peer.until(lambda look: abs(look.tempo - 131.0) < 0.05 and look.playing, 20.0)


def test_the_sessions_tempo_reaches_the_beat_of_a_bridge_that_listens(module_jackd, tmp_path, free_port):
    with ExitStack() as stack:
        Peer(stack, "link", 133.0)
        settings = config(tmp_path / "bridge.toml", free_port, "listen")
        spawn(stack, bridge_command("run", "--config", settings))
        ear = stack.enter_context(Ear(free_port))
        time.sleep(7.0)
        ear.say("/bridge/subscribe", ear.port)
        bpm = ear.until("/bridge/beat", 20.0)[2]
        assert bpm == pytest.approx(133.0, abs=0.05)
        assert ear.until("/bridge/state") == ["waiting"]
