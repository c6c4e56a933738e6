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
from tests.e2e.link_stage import CLOSE, errors, gathered
from tests.outputs.rig import Rig, beat, playing

pytestmark = pytest.mark.e2e

TICKING = Transport(ticking=True)


@pytest.fixture(scope="module")
def peers():
    """Two of them in one session, apart from the bridge."""
    with ExitStack() as stack:
        yield gathered(stack, 95.0)


@contextmanager
def joined(peers, mode, bpm=95.0, **settings):
    """The bridge, as the third in a session at ``bpm`` that does not play."""
    first, *_ = peers.values()
    first.play(False)
    first.tempo(bpm)
    for peer in peers.values():
        peer.until(lambda look: look.peers == 1 and not look.playing and abs(look.tempo - bpm) < 0.01)
    with Rig("link", LinkSettings(mode=mode, **settings)) as rig:
        rig.ready()
        for peer in peers.values():
            peer.until(lambda look: look.peers == 2)
        time.sleep(2.2)  # until the bridge does something
        yield rig
    for peer in peers.values():
        peer.until(lambda look: look.peers == 1)


def test_joining_changes_nothing_until_the_band_is_followed(peers):
    with joined(peers, "follow_me") as rig:
        for state in (State.WAITING, State.LOCKING):
            rig.board.publish(beat(140, state=state))
            looks = [look for peer in peers.values() for look in peer.watch(0.7)]
            assert {round(look.tempo, 2) for look in looks} == {95.0}
            assert not any(look.playing for look in looks)
        assert rig.block.read().sent == 0
        assert rig.block.read().clients == 2


def test_nobody_who_joins_forces_a_tempo_on_the_others(peers):
    """One join in four did, before the bridge waited with it."""
    for bpm in (95.0, 87.0, 154.0, 95.0):
        with joined(peers, "follow_me", bpm):
            assert {round(look.tempo) for peer in peers.values() for look in peer.watch(0.1)} == {bpm}


def test_a_session_has_the_bands_tempo_beat_and_bar_once_it_is_followed(peers):
    with joined(peers, "follow_me") as rig:
        posted = beat(123.4, transport=Transport(ticking=True, downbeat=3))
        rig.board.publish(posted)
        time.sleep(0.5)
        for peer in peers.values():
            looks = peer.watch(1.5)
            assert np.max(errors(looks, posted.timeline, 3)) < CLOSE
            assert np.median([look.tempo for look in looks]) == pytest.approx(123.4, abs=0.05)


def test_an_offset_moves_the_session_at_run_time(peers):
    with joined(peers, "follow_me", offset_ms=-40.0) as rig:
        posted = beat(120)
        rig.board.publish(posted)
        time.sleep(0.5)
        early = peers["link"].watch(0.5)
        assert np.max(errors(early, posted.timeline.moved(-0.040))) < CLOSE
        rig.board.publish(posted, (60.0,))
        time.sleep(2.0)
        late = peers["aalink"].watch(0.5)
        assert np.max(errors(late, posted.timeline.moved(0.060))) < CLOSE


def test_peers_stay_with_a_tempo_that_rises(peers):
    with joined(peers, "follow_me", 100.0) as rig:
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


def test_peers_that_play_glide_and_never_jump(peers):
    with joined(peers, "follow_me", 100.0) as rig:
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


def test_a_resync_puts_the_bar_of_playing_peers_where_it_belongs(peers):
    with joined(peers, "follow_me", 100.0) as rig:
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


def test_a_killed_bridge_is_succeeded_without_a_jump(peers):
    with joined(peers, "follow_me") as rig:
        posted = beat(120, transport=playing(at_beat=4.0))
        rig.board.publish(posted)
        peers["link"].until(lambda look: look.playing)
        time.sleep(0.3)
        rig.process.kill()
        rig.process.join()
        rig.spawn()
        for peer in peers.values():
            assert np.max(errors(peer.watch(3.0), posted.timeline)) < CLOSE
            assert peer.look().playing
        assert rig.block.read().clients == 2
        assert rig.commands.drain() == []
        peers["link"].until(lambda look: look.peers == 2)  # the dead one is forgotten after some seconds


def test_start_and_stop_go_both_ways(peers):
    with joined(peers, "follow_me") as rig:
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


def test_without_start_stop_sync_nobody_is_started(peers):
    with joined(peers, "follow_me", start_stop=False) as rig:
        rig.board.publish(beat(120, transport=playing(at_beat=1.0)))
        time.sleep(1.0)
        assert not peers["aalink"].look().playing
        peers["aalink"].play(True)
        time.sleep(0.5)
        assert rig.commands.drain() == []


def test_a_bridge_that_listens_takes_the_tempo_as_a_hint_and_changes_nothing(peers):
    with joined(peers, "listen", 133.0) as rig:
        rig.board.publish(beat(90))
        hint = rig.commands.receive(5.0)
        assert hint.command.kind == "hint"
        assert hint.command.args[0] == pytest.approx(133.0, abs=0.01)
        peers["link"].tempo(88.0)
        assert rig.commands.receive(5.0).command.args[0] == pytest.approx(88.0, abs=0.01)
        time.sleep(0.5)
        assert peers["aalink"].look().tempo == pytest.approx(88.0, abs=0.01)
        assert rig.commands.drain() == []


def test_a_hint_out_of_range_moves_nothing_but_a_counter(peers):
    with joined(peers, "listen", 120.0) as rig:
        assert rig.commands.receive(5.0).command.kind == "hint"
        peers["link"].tempo(600.0)
        peers["aalink"].until(lambda look: look.tempo > 590)
        time.sleep(0.5)
        assert rig.commands.drain() == []
        assert rig.block.read().skipped == 1
