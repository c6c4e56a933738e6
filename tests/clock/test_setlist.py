import numpy as np
import pytest

from bridge.clock.commands import Hands
from bridge.clock.follower import Follower
from bridge.clock.setlist import SetList, Song
from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.types import Choice, Command, Reading, State
from tests.clock.test_follower import BUSES, HOP, play

SONGS = (
    Song(name="Blue Monday", tempo=130.0, rail=6.0),
    Song(name="Don't Stop", tempo=118.0, meter=(3, 4)),
    Song(name="夜", tempo=60.0),
)


def hands(settings=None):
    follower = Follower(BUSES, settings or ClockSettings())
    return follower, Hands(follower, SetList(SONGS))


def ask(hands, kind, *args):
    hands.obey(Command(kind, args))


@pytest.mark.parametrize("said", ["Blue Monday", "blue monday", "bluemonday", "blue_monday"])
def test_a_song_is_found_by_its_name_however_it_is_written(said):
    assert SetList(SONGS).choose(said) is SONGS[0]


def test_names_of_any_script_are_told_apart():
    assert SetList(SONGS).choose("夜") is SONGS[2]


def test_next_begins_with_the_first_and_before_goes_back():
    songs = SetList(SONGS)
    assert [songs.choose(step) for step in "++-"] == [SONGS[0], SONGS[1], SONGS[0]]


@pytest.mark.parametrize(
    ("steps", "words"),
    [("-", "none before"), ("+-", "none before"), ("++++", "is the last"), ("x", "there are")],
)
def test_a_step_into_nowhere_is_refused_and_leaves_the_song_on(steps, words):
    songs = SetList(SONGS)
    *fine, wrong = steps
    for step in fine:
        songs.choose(step)
    on = songs.song
    with pytest.raises(CommandError, match=words):
        songs.choose(wrong)
    assert songs.song is on


def test_without_a_set_list_the_config_key_is_named():
    with pytest.raises(CommandError, match=r"\[clock\] set_list"):
        SetList().choose("+")


def test_a_song_is_ticked_at_its_tempo_and_in_its_meter_at_once():
    follower, does = hands()
    ask(does, "song", "Don't Stop")
    beat = follower.advance(HOP)
    assert (beat.song, beat.timeline.bpm, beat.transport.meter) == ("Don't Stop", 118.0, (3, 4))
    assert beat.state is State.WAITING


def test_a_song_without_a_meter_has_the_configs():
    follower, does = hands(ClockSettings(beats_in_bar=5))
    ask(does, "song", "Don't Stop")
    ask(does, "song", "-")
    assert follower.advance(HOP).transport.meter == (5, 4)


def test_the_songs_tempo_decides_half_and_double_time():
    beats = np.arange(0.2, 20, 60 / 61.0)
    follower, does = hands()
    ask(does, "song", "夜")
    _, said = play(beats, 18, follower=follower, told=122.0)
    assert said[-1].bpm == pytest.approx(61.0, rel=0.01)


def test_a_band_on_the_rail_is_followed():
    beats = np.arange(0.2, 20, 60 / 135.0)
    follower, does = hands()
    ask(does, "song", "+")
    _, said = play(beats, 18, follower=follower)
    assert (said[-1].state, said[-1].off_rail) == (State.FOLLOWING, False)
    assert said[-1].bpm == pytest.approx(135.0, rel=0.01)


def test_a_band_off_the_rail_is_held_at_the_songs_tempo_and_that_is_said():
    beats = np.arange(0.2, 20, 60 / 145.0)
    follower, does = hands()
    ask(does, "song", "+")
    _, said = play(beats, 18, follower=follower)
    assert (said[-1].state, said[-1].off_rail) == (State.HOLDING, True)
    assert said[-1].bpm == said[-1].timeline.bpm == 130.0


def test_a_band_that_comes_back_onto_the_rail_is_followed_again():
    fast = np.arange(0.2, 16, 60 / 142.0)
    beats = np.concatenate([fast, fast[-1] + np.arange(1, 40) * 60 / 131.0])
    follower, does = hands()
    ask(does, "song", "+")
    _, said = play(beats, 28, follower=follower)
    assert said[-1].state is State.FOLLOWING
    assert said[-1].bpm == pytest.approx(131.0, rel=0.01)


def test_the_tempo_never_leaves_the_rail_on_a_ramp_that_does():
    periods = 60 / np.minimum(130 + np.arange(60) * 0.6, 160)
    beats = 0.2 + np.cumsum(periods)
    follower, does = hands()
    ask(does, "song", "+")
    _, said = play(beats, 26, follower=follower)
    assert max(b.bpm for b in said) <= 130 * 1.06 + 1e-6
    assert said[-1].off_rail


def test_safe_goes_to_the_songs_tempo_at_once_and_stays():
    beats = np.arange(0.2, 30, 60 / 134.0)
    follower, does = hands()
    ask(does, "song", "+")
    play(beats, 12, follower=follower)
    ask(does, "safe")
    said = [follower.advance(12 + k * HOP) for k in range(1, 400)]
    assert {b.timeline.bpm for b in said} == {130.0}
    assert {b.state for b in said} == {State.MANUAL}


@pytest.mark.parametrize("command", [Command("manual", (0,)), Command("song", ("+",))])
def test_safe_ends_with_the_next_command_that_says_otherwise(command):
    follower, does = hands()
    ask(does, "song", "+")
    ask(does, "safe")
    does.obey(command)
    assert follower.advance(HOP).state is not State.MANUAL


def test_safe_without_a_song_is_refused():
    _, does = hands()
    with pytest.raises(CommandError, match="no song is on"):
        ask(does, "safe")


def test_a_song_chosen_while_the_receivers_run_neither_stops_nor_jumps():
    beats = np.arange(0.2, 30, 0.5)
    follower, does = hands()
    _, said = play(beats, 12, follower=follower)
    ask(does, "song", "+")
    after = follower.advance(said[-1].t + HOP)
    assert after.transport.serial == said[-1].transport.serial
    assert after.timeline.beat_at(said[-1].t) == pytest.approx(said[-1].timeline.beat_at(said[-1].t))
    assert after.timeline.bpm == 130.0


def test_a_stopped_song_starts_again_on_lock_once_the_next_is_chosen():
    beats = np.arange(0.2, 60, 0.5)
    follower, does = hands()
    play(beats[beats < 12], 14, follower=follower)
    ask(does, "stop")
    ask(does, "song", "Don't Stop")
    assert not follower.transport.now.playing
    rest = beats[beats > 14]
    for k in range(int(14 / HOP), int(24 / HOP)):
        t = (k + 1) * HOP
        heard = rest[(rest + 0.06 > t - HOP) & (rest + 0.06 <= t)]
        follower.hear(Reading(bus, "onset", b, t, 0.8) for b in heard for bus in ("drums", "bass"))
        if int(t / 0.1) != int((t - HOP) / 0.1):
            follower.choose(Choice(t, None, 120.0, 0.9, 0.5, {"drums": 0.5, "bass": 0.5}, 0.0))
        follower.advance(t)
    assert follower.transport.now.playing
