"""The bridge in a Link session, seen by two peers that know nothing of it."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from itertools import pairwise

import numpy as np
import pytest

from bridge.outputs.asked import Asked
from bridge.outputs.settings import LinkSettings
from bridge.types import Beat, Command, State, Timeline, Transport
from tests.e2e.link_stage import Peer, gathered
from tests.e2e.stage import bridge_command, spawn
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig, beat, playing

pytestmark = pytest.mark.e2e

CLOSE = 0.003
"""Seconds by which the beats of two peers may differ (Link's own test plan, BEATTIME-2)."""
TICKING = Transport(ticking=True)


@contextmanager
def stage(mode, bpm=95.0, **settings):
    """Two peers in a session at ``bpm``, and the bridge as the third."""
    with ExitStack() as stack:
        peers = gathered(stack, bpm)
        rig = stack.enter_context(Rig("link", LinkSettings(mode=mode, **settings)))
        rig.ready()
        for peer in peers.values():
            peer.until(lambda look: look.peers == 2)
        time.sleep(2.5)  # until the bridge has finished joining
        yield rig, peers


def errors(looks, timeline, downbeat=0):
    return np.abs([look.error(timeline, downbeat) for look in looks])


def test_joining_changes_nothing_until_the_band_is_followed():
    with stage("follow_me") as (rig, peers):
        for state in (State.WAITING, State.LOCKING):
            rig.board.publish(beat(140, state=state))
            looks = [look for peer in peers.values() for look in peer.watch(0.7)]
            assert {round(look.tempo, 2) for look in looks} == {95.0}
            assert not any(look.playing for look in looks)
        assert rig.block.read().sent == 0
        assert rig.block.read().clients == 2


def test_a_session_has_the_bands_tempo_beat_and_bar_once_it_is_followed():
    with stage("follow_me") as (rig, peers):
        posted = beat(123.4, transport=Transport(ticking=True, downbeat=3))
        rig.board.publish(posted)
        time.sleep(0.5)
        for peer in peers.values():
            looks = peer.watch(1.5)
            assert np.max(errors(looks, posted.timeline, 3)) < CLOSE
            assert np.median([look.tempo for look in looks]) == pytest.approx(123.4, abs=0.05)


def test_an_offset_moves_the_session_at_run_time():
    with stage("follow_me", offset_ms=-40.0) as (rig, peers):
        posted = beat(120)
        rig.board.publish(posted)
        time.sleep(0.5)
        early = peers["link"].watch(0.5)
        assert np.max(errors(early, posted.timeline.moved(-0.040))) < CLOSE
        rig.board.publish(posted, (60.0,))
        time.sleep(2.0)
        late = peers["aalink"].watch(0.5)
        assert np.max(errors(late, posted.timeline.moved(0.060))) < CLOSE


def test_peers_stay_with_a_tempo_that_rises():
    with stage("follow_me", 100.0) as (rig, peers):
        line = Timeline(100.0, 0.0, time.monotonic())
        seen = []
        began = time.monotonic()
        while (t := time.monotonic() - began) < 6.0:
            line = line.retempo(min(100.0 + 6.0 * max(t - 1.0, 0.0), 124.0), time.monotonic())
            rig.board.publish(Beat(line.t0, State.FOLLOWING, line.bpm, 0.9, line, TICKING))
            look = peers["aalink"].look()
            if t > 0.5:
                seen.append(look.error(line))
            time.sleep(0.01)
        assert np.percentile(np.abs(seen), 95) < CLOSE


def test_peers_that_play_glide_and_never_jump():
    with stage("follow_me", 100.0) as (rig, peers):
        peer = peers["aalink"]
        peer.play(True)
        time.sleep(0.5)  # for the bridge to hear of it
        start = peer.look()
        # Four tenths of a beat away from where the peers are, and at another tempo.
        posted = beat(110, t0=start.t, beat0=start.phase + 0.4)
        rig.board.publish(posted)
        looks = peer.watch(5.0)
        steps = [
            ((b.phase - a.phase + 2) % 4 - 2) / ((b.t - a.t) / 60.0)
            for a, b in pairwise(looks)
            if b.t - a.t > 0.005
        ]
        assert min(steps) > 90
        assert max(steps) < 110 * 1.1 * 1.1
        late = np.array([look.error(posted.timeline) for look in looks[-50:]]) / (60 / 110)
        assert np.max(np.abs((late + 0.5) % 1 - 0.5)) * 60 / 110 < CLOSE


def test_a_resync_puts_the_bar_of_playing_peers_where_it_belongs():
    with stage("follow_me", 100.0) as (rig, peers):
        peers["link"].play(True)
        time.sleep(0.5)  # for the bridge to hear of it
        start = peers["aalink"].look()
        posted = beat(100, t0=start.t, beat0=start.phase + 2.0)
        rig.board.publish(posted)
        time.sleep(1.0)
        assert np.min(errors(peers["aalink"].watch(0.3), posted.timeline)) > 0.5
        ahead = int(posted.timeline.beat_at(time.monotonic())) // 4 * 4 + 8
        again = Transport(True, True, "start", 1, float(ahead), rewind=True, downbeat=ahead)
        rig.board.publish(beat(100, t0=posted.timeline.t0, beat0=posted.timeline.beat0, transport=again))
        time.sleep(0.5)
        assert np.max(errors(peers["aalink"].watch(0.5), posted.timeline, ahead)) < CLOSE


def test_start_and_stop_go_both_ways():
    with stage("follow_me") as (rig, peers):
        posted = beat(120, transport=TICKING)
        rig.board.publish(posted)
        time.sleep(0.3)
        line = posted.timeline
        rig.board.publish(beat(120, t0=line.t0, transport=playing(at_beat=4.0)))
        for peer in peers.values():
            peer.until(lambda look: look.playing)
        time.sleep(0.5)
        assert rig.commands.drain() == []
        peers["aalink"].play(False)
        assert rig.commands.receive(5.0) == Asked(Command("stop"), None)
        stopped = Transport(ticking=True, action="stop", serial=2)
        rig.board.publish(beat(120, t0=line.t0, transport=stopped))
        time.sleep(0.2)
        peers["link"].play(True)
        assert rig.commands.receive(5.0) == Asked(Command("start"), None)
        rig.board.publish(beat(120, t0=line.t0, transport=playing(at_beat=16.0, serial=3)))
        time.sleep(0.3)
        assert peers["aalink"].look().playing
        rig.board.publish(beat(120, t0=line.t0, transport=Transport(ticking=True, action="stop", serial=4)))
        peers["aalink"].until(lambda look: not look.playing)
        assert rig.commands.drain() == []


def test_without_start_stop_sync_nobody_is_started():
    with stage("follow_me", start_stop=False) as (rig, peers):
        rig.board.publish(beat(120, transport=playing(at_beat=1.0)))
        time.sleep(1.0)
        assert not peers["aalink"].look().playing
        peers["aalink"].play(True)
        time.sleep(0.5)
        assert rig.commands.drain() == []


def test_a_bridge_that_listens_takes_the_tempo_as_a_hint_and_changes_nothing():
    with stage("listen", 133.0) as (rig, peers):
        rig.board.publish(beat(90))
        hint = rig.commands.receive(5.0)
        assert hint.command.kind == "hint"
        assert hint.command.args[0] == pytest.approx(133.0, abs=0.01)
        peers["link"].tempo(88.0)
        assert rig.commands.receive(5.0).command.args[0] == pytest.approx(88.0, abs=0.01)
        time.sleep(0.5)
        assert peers["aalink"].look().tempo == pytest.approx(88.0, abs=0.01)
        assert rig.commands.drain() == []


def test_a_hint_out_of_range_moves_nothing_but_a_counter():
    with stage("listen", 120.0) as (rig, peers):
        assert rig.commands.receive(5.0).command.kind == "hint"
        peers["link"].tempo(600.0)
        peers["aalink"].until(lambda look: look.tempo > 590)
        time.sleep(0.5)
        assert rig.commands.drain() == []
        assert rig.block.read().skipped == 1


def test_a_peer_that_joins_the_bridge_adopts_its_tempo_and_beat():
    with Rig("link", LinkSettings(mode="follow_me")) as rig, ExitStack() as stack:
        rig.ready()
        posted = beat(141.0)
        rig.board.publish(posted)
        time.sleep(3.0)
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
        time.sleep(6.0)
        ear.say("/bridge/subscribe", ear.port)
        bpm = ear.until("/bridge/beat", 20.0)[2]
        assert bpm == pytest.approx(133.0, abs=0.05)
        assert ear.until("/bridge/state") == ["waiting"]
