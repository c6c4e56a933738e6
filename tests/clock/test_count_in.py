"""Count-ins as the real ears hear them."""

from itertools import pairwise

import numpy as np
import pytest

from bridge.analysis import Hearing
from bridge.audio.demo import DemoBand
from bridge.audio.hops import Hopper
from bridge.audio.manual import periods
from bridge.clock.count_in import EARLY, FASTEST, SLOWEST, CountIn
from bridge.clock.follower import Follower
from bridge.clock.pulses import Cursor, pulses
from bridge.clock.setlist import Song
from bridge.clock.settings import ClockSettings
from bridge.types import HOP, RATE, Block, Bus, State
from tests.analysis import sounds

BUSES = (Bus("drums"), Bus("bass"))
COUNTING = ClockSettings(auto_start="count_in")


def take(clicks, *, end=0.0, bass=(), noodling=(), loud=None, noise=1e-4):
    """Sticks at ``clicks`` seconds on the drums, kicks at ``noodling``, notes on the bass: ``(2, n)``."""
    seconds = max([*clicks, end]) + 1.5
    drums = noise * np.random.default_rng(1).standard_normal(round(seconds * RATE))
    for n, t in enumerate(clicks):
        stick = 0.2 * sounds.click(np.random.default_rng(n), np.arange(round(0.08 * RATE)) / RATE)
        at = round(t * RATE)
        drums[at : at + len(stick)] += stick * (1.0 if loud is None else loud[n])
    out = np.stack([drums, np.zeros_like(drums)]).astype(np.float32)
    out[0] += sounds.play(sounds.kick, noodling, seconds, noise=0)
    out[1] += sounds.play(sounds.bass, bass, seconds, noise=noise)
    return out


def hops(sound):
    """What the ears hear in each hop, and its end."""
    ears = Hearing(BUSES)
    for start in range(0, sound.shape[1] - HOP, HOP):
        blocks = [
            Block(bus.name, start, RATE, row[start : start + HOP])
            for bus, row in zip(BUSES, sound, strict=True)
        ]
        yield (start + HOP) / RATE, ears.push(blocks)


def counts(sound):
    counting = CountIn("drums", [bus.name for bus in BUSES])
    found = []
    for t, readings in hops(sound):
        for reading in readings:
            counting.hear(reading)
        count = counting.look(t)
        if count is not None:
            found.append((t, count))
    return found


def row(bpm, first=2.0, number=4):
    return [first + k * 60 / bpm for k in range(number)]


@pytest.mark.parametrize("bpm", [SLOWEST + 1, 92, 140, FASTEST - 1])
def test_four_clicks_say_tempo_and_the_fifth_beat_before_it_comes(bpm):
    ((t, count),) = counts(take(row(bpm, 3.0)))
    assert count.bpm == pytest.approx(bpm, rel=0.01)
    assert count.one == pytest.approx(3.0 + 4 * 60 / bpm, abs=0.008)
    assert EARLY <= count.one - t < EARLY + 0.03


def test_the_clicks_of_a_human_hand_are_averaged():
    off = np.array([0.006, -0.009, 0.008, -0.005])
    ((_, count),) = counts(take(np.array(row(120)) + off))
    assert count.one == pytest.approx(4.0, abs=0.015)


def test_noodling_that_ends_before_the_count_does_not_spoil_it():
    assert len(counts(take(row(110, 5.0), noodling=(0.3, 0.71, 1.4, 2.2, 3.9)))) == 1


def test_half_time_before_the_count_does_not_spoil_it():
    ((_, count),) = counts(take([1.0, 2.0, *row(120, 3.0)]))
    assert count.one == pytest.approx(5.0, abs=0.01)


def test_the_noise_of_a_room_is_no_stroke():
    assert len(counts(take(row(115, 3.0), noise=1e-3))) == 1


def test_other_microphones_may_hear_the_clicks_too():
    sound = take(row(100))
    sound[1] += 0.2 * np.roll(sound[0], 350)
    assert len(counts(sound)) == 1


@pytest.mark.parametrize("gone", range(4))
def test_three_clicks_start_nothing(gone):
    clicks = row(120)
    del clicks[gone]
    assert counts(take(clicks)) == []


@pytest.mark.parametrize("extra", [0.5, 1.4, 2.6])
def test_a_stroke_between_the_clicks_starts_nothing(extra):
    assert counts(take(sorted([*row(100), 2.0 + extra * 0.6]))) == []


def test_strokes_right_before_the_clicks_make_it_no_count_in():
    assert counts(take(row(120), noodling=(1.45,))) == []


def test_somebody_else_who_plays_makes_it_no_count_in():
    assert counts(take(row(120), bass=(2.2, 2.7, 3.1))) == []


def test_four_kicks_that_ring_are_no_count_in():
    assert counts(take((), end=6.0, noodling=row(200))) == []


def test_clicks_and_a_far_louder_stroke_are_no_count_in():
    assert counts(take(row(120), loud=(0.1, 0.1, 0.1, 1.0))) == []


def test_too_slow_and_too_fast_are_no_count_ins():
    assert counts(take(row(54))) == []
    assert counts(take(row(216))) == []


def test_a_band_that_plays_counts_nobody_in():
    band = DemoBand(30.0, 2)
    ears, hopper = Hearing(tuple(map(Bus, band.names))), Hopper(tuple(map(Bus, band.names)), band.rate)
    listening = [CountIn(name, band.names) for name in band.names]
    for blocks in (blocks for samples in periods(band) for blocks in hopper.push(samples)):
        for reading in ears.push(blocks):
            for counting in listening:
                counting.hear(reading)
        assert [counting.look(blocks[0].end) for counting in listening] == [None] * len(listening)


def begun(sound, follower):
    """Every beat that the follower said, and its pulses, until a second after beat 5."""
    said, sent, cursor = [], [], Cursor()
    for t, readings in hops(sound):
        follower.hear(readings)
        said.append(follower.advance(t))
        due, cursor = pulses(said[-1].timeline, said[-1].transport, cursor, t, t + HOP / RATE)
        sent += due
    return said, sent


def test_the_first_clock_after_start_lies_on_beat_five():
    said, sent = begun(take(row(120), end=4.5), Follower(BUSES, COUNTING))
    first = next(b for a, b in pairwise(sent) if a.kind == "start")
    assert first.kind == "clock"
    assert first.t == pytest.approx(4.0, abs=0.008)
    assert said[-1].transport.bar_and_beat(int(said[-1].timeline.beat_at(4.01))) == (1, 1)
    assert said[-1].bpm == pytest.approx(120, rel=0.01)


def test_nothing_is_sent_while_the_clicks_are_counted():
    said, sent = begun(take(row(120)), Follower(BUSES, COUNTING))
    assert min(pulse.t for pulse in sent) > 3.5 + 0.15
    assert {b.state for b in said if b.t < 3.5} <= {State.WAITING, State.LOCKING}


def test_a_count_in_starts_nothing_unless_it_is_wanted():
    said, _ = begun(take(row(120)), Follower(BUSES, ClockSettings(auto_start="manual")))
    assert not any(b.transport.playing for b in said)


def test_after_a_stop_the_next_song_can_be_counted_in():
    follower = Follower(BUSES, COUNTING)
    follower.start()
    follower.transport.stop()
    said, sent = begun(take(row(96)), follower)
    assert said[-1].transport.playing
    assert [pulse.kind for pulse in sent].count("start") == 1


def test_a_count_in_while_the_receivers_run_changes_nothing():
    follower = Follower(BUSES, COUNTING)
    follower.set_tempo(100.0)
    follower.start()
    said, _ = begun(take(row(150)), follower)
    assert {b.transport.serial for b in said} == {1}
    assert said[-1].timeline.bpm == 100.0


def test_a_count_in_off_the_rail_starts_on_its_beat_and_holds_at_the_rails_end():
    follower = Follower(BUSES, ClockSettings())
    follower.play(Song(name="Slow", tempo=100.0, rail=5.0, count_in=True))
    said, sent = begun(take(row(120), end=4.5), follower)
    first = next(b for a, b in pairwise(sent) if a.kind == "start")
    assert first.t == pytest.approx(4.0, abs=0.008)
    assert said[-1].bpm == pytest.approx(105.0)
    assert (said[-1].state, said[-1].off_rail) == (State.HOLDING, True)
