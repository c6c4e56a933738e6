import itertools

import numpy as np
import pytest

from bridge.clock.commands import Hands
from bridge.clock.follower import Follower
from bridge.clock.pulses import Cursor, pulses
from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.types import Bus, Choice, Command, Reading, State

HOP = 512 / 44_100
BUSES = (Bus("drums"), Bus("bass"), Bus("sampler", machine=True))


def play(
    beats, seconds, *, follower=None, offset=0.0, jitter=0.0, told=None, extra=(), choice_confidence=0.9
):
    """Run the follower over onsets on ``beats``; give it and every beat it said."""
    follower = follower or Follower(BUSES, ClockSettings())
    rng = np.random.default_rng(0)
    onsets = [(t + 0.06, t + rng.normal(0, jitter), b) for t in beats for b in ("drums", "bass")]
    onsets += [(t + 0.06, t, b) for t, b in extra]
    queue = sorted(onsets)
    said = []
    for k in range(int(seconds / HOP)):
        t = (k + 1) * HOP
        due = [onset for onset in queue if onset[0] <= t]
        queue = queue[len(due) :]
        follower.hear(Reading(b, "onset", start, t, 0.8) for _, start, b in due)
        if int(t / 0.1) != int((t - HOP) / 0.1):
            past = beats[beats < t][-8:]
            if len(past) > 4:
                bpm = told or 60 / float(np.median(np.diff(past)))
                shares = {"drums": 0.5, "bass": 0.5}
                follower.choose(Choice(t, None, bpm, choice_confidence, 0.5, shares, 0.0))
        said.append(follower.advance(t))
    return follower, said


def clock_errors(said, beats, after):
    """Distance in ms of the clock's beats from the true ones, once ``after`` seconds have passed."""
    errors = []
    for a, b in itertools.pairwise(said):
        if a.t > after and int(a.timeline.beat_at(a.t)) != int(b.timeline.beat_at(b.t)):
            at = b.timeline.time_at(int(b.timeline.beat_at(b.t)))
            errors.append(1000 * (at - beats[np.argmin(abs(beats - at))]))
    return np.array(errors)


def test_a_steady_band_is_followed_to_the_millisecond():
    beats = np.arange(0.2, 40, 0.5)
    _, said = play(beats, 38)
    assert np.max(abs(clock_errors(said, beats, 12))) < 1.0
    assert said[-1].bpm == pytest.approx(120, rel=1e-3)


def test_a_model_that_is_a_little_off_does_not_pull_the_beat_off_a_slow_pulse():
    beats = np.arange(0.2, 40, 0.8)
    _, said = play(beats, 38, told=75.6)
    assert np.max(abs(clock_errors(said, beats, 15))) < 4.0
    assert said[-1].bpm == pytest.approx(75, rel=1e-3)


def test_human_timing_is_averaged_and_not_copied():
    beats = np.arange(0.2, 60, 0.5)
    _, said = play(beats, 58, jitter=0.015)
    assert np.median(abs(clock_errors(said, beats, 12))) < 8.0


def test_the_lock_comes_within_four_seconds():
    beats = np.arange(0.2, 10, 0.5)
    _, said = play(beats, 8)
    assert next(b.t for b in said if b.state is State.FOLLOWING) < 4.2


def test_nothing_ticks_before_anything_is_heard():
    follower = Follower(BUSES, ClockSettings())
    beat = follower.advance(HOP)
    assert (beat.state, beat.timeline, beat.transport.ticking) == (State.WAITING, None, False)


def test_a_hint_lets_the_clock_tick_before_the_band_plays():
    follower = Follower(BUSES, ClockSettings(hint_bpm=100.0))
    beat = follower.advance(HOP)
    assert beat.transport.ticking
    assert beat.timeline.bpm == 100.0


def test_a_break_is_held_at_the_last_tempo():
    beats = np.arange(0.2, 15, 0.5)
    _, said = play(beats, 25)
    held = said[-1]
    assert held.state is State.HOLDING
    assert held.bpm == pytest.approx(120, rel=2e-3)
    assert held.timeline.bpm == pytest.approx(120, rel=2e-3)


def test_an_octave_flip_of_the_model_flips_nothing():
    beats = np.arange(0.2, 30, 0.5)
    follower, _ = play(beats, 15)
    start = int(15 / HOP)
    for k in range(start, start + 300):
        follower.choose(Choice(k * HOP, None, 240.0, 0.99, 0.5, {"drums": 0.5, "bass": 0.5}, 0.0))
        beat = follower.advance((k + 1) * HOP)
    assert beat.bpm == pytest.approx(120, rel=0.01)


def test_a_tempo_step_of_ten_percent_settles_in_three_seconds():
    first = np.arange(0.2, 20, 0.5)
    beats = np.concatenate([first, first[-1] + np.arange(1, 40) * 0.5 / 1.1])
    _, said = play(beats, 35)
    late = [b for b in said if b.t > first[-1] + 3.0]
    assert all(b.bpm == pytest.approx(132, rel=0.02) for b in late)


def test_a_machine_bus_steers_nothing():
    beats = np.arange(0.2, 30, 0.5)
    disturbance = [(t, "sampler") for t in np.arange(10, 29, 0.37)]
    _, clean = play(beats, 28)
    _, disturbed = play(beats, 28, extra=disturbance)
    assert [b.timeline for b in clean] == [b.timeline for b in disturbed]


def test_the_receivers_start_by_themselves_on_a_beat_once_locked():
    beats = np.arange(0.2, 10, 0.5)
    _, said = play(beats, 9)
    transport = said[-1].transport
    assert transport.playing
    assert said[-1].timeline.time_at(transport.at_beat) % 0.5 == pytest.approx(0.2, abs=0.02)


def test_double_takes_effect_on_the_next_beat_and_stays_on_the_beats():
    beats = np.arange(0.2, 30, 0.5)
    follower, _ = play(beats, 15)
    Hands(follower).obey(Command("double"))
    said = [follower.advance(15 + (k + 1) * HOP) for k in range(120)]
    assert said[-1].timeline.bpm == pytest.approx(240, rel=0.01)
    on_beat = said[-1].timeline.beat_at(15.7)
    assert abs(on_beat - round(on_beat)) < 0.05


@pytest.mark.parametrize(("kind", "factor"), [("double", 2.0), ("halve", 0.5)])
def test_another_level_is_told_at_once_and_ticked_from_the_very_next_beat_on(kind, factor):
    beats = np.arange(0.2, 30, 0.5)
    follower, said = play(beats, 15.05)
    Hands(follower).obey(Command(kind))
    here = said[-1].timeline.beat_at(said[-1].t)
    after = [follower.advance(said[-1].t + (k + 1) * HOP) for k in range(50)]
    assert after[0].bpm == pytest.approx(120 * factor, rel=0.01)
    begins = next(b for b in after if b.timeline.bpm == pytest.approx(120 * factor, rel=0.02))
    assert begins.timeline.beat_at(begins.t) == pytest.approx(np.ceil(here), abs=0.06)
    for a, b in itertools.pairwise([said[-1], *after]):
        assert b.timeline.beat_at(a.t) == pytest.approx(a.timeline.beat_at(a.t), abs=0.05)


def test_a_level_without_a_tempo_is_refused():
    follower = Follower(BUSES, ClockSettings(hint_bpm=210.0))
    with pytest.raises(CommandError, match="420 BPM is not between 20 and 400"):
        Hands(follower).obey(Command("double"))


def test_set_tempo_acts_at_once_and_keeps_the_beat():
    beats = np.arange(0.2, 30, 0.5)
    follower, said = play(beats, 15)
    before = said[-1].timeline
    Hands(follower).obey(Command("set_tempo", (90.0,)))
    after = follower.advance(said[-1].t + HOP)
    assert after.state is State.MANUAL
    assert after.timeline.bpm == 90.0
    assert after.timeline.beat_at(said[-1].t) == pytest.approx(before.beat_at(said[-1].t))


def test_hold_keeps_the_trusted_tempo_until_it_is_released():
    beats = np.arange(0.2, 30, 0.5)
    follower, _ = play(beats, 15)
    hands = Hands(follower)
    hands.obey(Command("hold", (1,)))
    assert follower.advance(15 + HOP).state is State.HOLDING
    hands.obey(Command("hold"))
    assert follower.advance(15 + 2 * HOP).state is State.FOLLOWING


def test_a_nudge_moves_the_beat_by_its_milliseconds():
    beats = np.arange(0.2, 40, 0.5)
    follower = Follower(BUSES, ClockSettings())
    Hands(follower).obey(Command("nudge", (30.0,)))
    _, said = play(beats, 38, follower=follower)
    assert np.median(clock_errors(said, beats, 20)) == pytest.approx(30.0, abs=1.5)


@pytest.mark.parametrize("way", ["manual", "hold"])
@pytest.mark.parametrize("ms", [40.0, -25.0])
def test_a_nudge_moves_the_beat_also_while_nobody_is_followed(way, ms):
    follower, _ = play(np.arange(0.2, 20, 0.5), 20)
    Hands(follower).obey(Command(way, (1,)))
    for k in range(40):
        before = follower.advance(20 + k * HOP)
    Hands(follower).obey(Command("nudge", (ms,)))
    said = [follower.advance(21 + k * HOP) for k in range(1000)]
    moved = before.timeline.beat_at(said[-1].t) - said[-1].timeline.beat_at(said[-1].t)
    assert moved * 60_000 / said[-1].bpm == pytest.approx(ms, abs=1.0)
    assert (
        max(abs(a.timeline.beat_at(b.t) - b.timeline.beat_at(b.t)) for a, b in itertools.pairwise(said))
        < 2e-3
    )


def test_taps_lock_the_beat_without_any_music():
    follower = Follower(BUSES, ClockSettings())
    hands = Hands(follower)
    for k in range(1, 300):
        if k % 50 == 0:
            hands.obey(Command("tap"))
        beat = follower.advance(k * HOP)
    assert beat.timeline.bpm == pytest.approx(60 / (50 * HOP), rel=1e-6)


def test_taps_count_from_when_the_foot_fell_and_not_from_when_they_were_obeyed():
    follower = Follower(BUSES, ClockSettings())
    hands = Hands(follower)
    follower.advance(1.0)
    for n in range(5):
        follower.advance(1.0 + (n + 1) * 0.5 + 0.011 * (n % 2))
        hands.obey(Command("tap"), 0.9 + (n + 1) * 0.5)
    beat = follower.advance(4.0)
    assert beat.bpm == pytest.approx(120.0)
    assert beat.timeline.beat_at(3.9) % 1.0 == pytest.approx(0.0, abs=1e-6)


def test_a_resync_stops_rewinds_and_starts_at_the_next_bar_on_the_bands_beat():
    beats = np.arange(0.2, 30, 0.5)
    follower, said = play(beats, 15)
    hands = Hands(follower)
    hands.obey(Command("one"))
    follower.timeline = follower.timeline.moved(0.2)  # as far off as a glide would need seconds for
    cursor = Cursor(serial=1, playing=True, clock=round(follower.timeline.beat_at(15.0) * 24))
    hands.obey(Command("resync"))
    sent = []
    for k in range(260):
        t = said[-1].t + (k + 1) * HOP
        beat = follower.advance(t)
        due, cursor = pulses(beat.timeline, beat.transport, cursor, t, t + HOP)
        sent += due
    kinds = [pulse.kind for pulse in sent if pulse.kind != "clock"]
    assert kinds == ["stop", "position", "start"]
    first = next(b for a, b in itertools.pairwise(sent) if a.kind == "start")
    assert (first.t - 0.2 + 0.25) % 0.5 - 0.25 == pytest.approx(0.0, abs=0.01)
    assert beat.transport.bar_and_beat(first.data // 24) == (1, 1)


def test_a_hand_over_between_buses_that_lie_apart_moves_nothing():
    beats = np.arange(0.2, 60, 0.5)
    follower = Follower(BUSES, ClockSettings())
    queue = sorted(
        (t + late + 0.06, t + late, b) for t in beats for b, late in (("drums", 0.0), ("bass", 0.02))
    )
    said = []
    for k in range(int(58 / HOP)):
        t = (k + 1) * HOP
        while queue and queue[0][0] <= t:
            _, start, bus = queue.pop(0)
            follower.hear([Reading(bus, "onset", start, t, 0.8)])
        if int(t / 0.1) != int((t - HOP) / 0.1) and t > 2:
            drums = 0.9 if t < 40 else 0.1
            follower.choose(Choice(t, None, 120.0, 0.9, 0.5, {"drums": drums, "bass": 1 - drums}, 0.0))
        said.append(follower.advance(t))
    before = np.median(clock_errors([b for b in said if b.t < 40], beats, 30))
    after = clock_errors(said, beats, 40)
    assert np.max(np.abs(after - before)) < 3.0


@pytest.mark.parametrize(
    "command",
    [
        Command("set_tempo", (5.0,)),
        Command("nudge", (900.0,)),
        Command("meter", (4, 3)),
        Command("hint", (float("nan"),)),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(command):
    with pytest.raises(CommandError):
        Hands(Follower(BUSES, ClockSettings())).obey(command)


def test_a_follower_that_takes_over_goes_on_in_the_same_beat_and_bar():
    beats = np.arange(0.2, 30, 0.5)
    _, said = play(beats, 15)
    cut = said[-1]
    heir = Follower(BUSES, ClockSettings())
    heir.resume(cut)
    first = heir.advance(cut.t + HOP)
    assert first.timeline.beat_at(20.0) == pytest.approx(cut.timeline.beat_at(20.0), abs=1e-3)
    assert first.transport == cut.transport


def songs(first_bpm, pause, second_bpm):
    first = np.arange(0.2, 15, 60 / first_bpm)
    return np.concatenate([first, first[-1] + pause + np.arange(60) * 60 / second_bpm]), first[-1] + pause


def test_after_a_long_silence_the_next_song_is_followed_at_its_own_tempo():
    beats, begin = songs(120, 11.0, 85)
    _, said = play(beats, begin + 16)
    assert said[-1].state is State.FOLLOWING
    assert said[-1].bpm == pytest.approx(85, rel=0.01)


def test_between_two_songs_the_receivers_get_neither_start_nor_stop():
    beats, begin = songs(120, 11.0, 85)
    _, said = play(beats, begin + 10)
    assert {b.transport.serial for b in said if b.t > 10} == {1}
    assert all(b.state in (State.FOLLOWING, State.HOLDING) for b in said if b.t > 10)


def test_a_short_break_keeps_the_beat():
    beats, begin = songs(120, 6.0, 120)
    _, said = play(beats, begin + 4)
    assert np.max(abs(clock_errors(said, beats, begin + 0.5))) < 10
