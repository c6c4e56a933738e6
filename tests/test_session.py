from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from bridge.analysis import EARS
from bridge.audio.demo import DemoBand
from bridge.clock.setlist import Song
from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.leader import Leader, LeaderSettings
from bridge.offline import Task, steps
from bridge.session import Session
from bridge.types import HOP, RATE, Block, Bus, Command, State, Timeline

SECONDS = 8.0


def session(*buses: Bus) -> Session:
    return Session(buses, Leader(buses, LeaderSettings()), ClockSettings())


def listen(seconds=SECONDS, seed=1):
    band = DemoBand(seconds, seed)
    buses = tuple(map(Bus, band.names))
    return list(steps(Task(partial(DemoBand, seconds, seed), buses, tuple(EARS)), session(*buses)))


@pytest.fixture(scope="module")
def heard():
    return listen()


def test_ten_choices_a_second_each_from_sound_up_to_its_time(heard):
    choices = [(step.t, step.choice.t) for step in heard if step.choice is not None]
    assert [round(c * 10) for _, c in choices] == list(range(1, int(SECONDS * 10) + 1))
    assert all(0 <= c - t < HOP / RATE for t, c in choices)


def test_what_arrived_is_told_in_the_step_in_which_it_arrived(heard):
    assert all(r.t <= r.arrived <= step.t + 1e-9 for step in heard for r in step.readings if r.kind != "lead")


def test_the_beat_is_found(heard):
    assert heard[-1].beat.state is State.FOLLOWING


def test_the_shares_of_the_lead_are_readings_of_their_buses(heard):
    step = next(s for s in heard if s.choice is not None)
    assert {r.bus: r.value for r in step.readings if r.kind == "lead"} == dict(step.choice.shares)


def test_the_same_sound_gives_the_same_decisions(heard):
    again = listen()
    assert [s.beat for s in again] == [s.beat for s in heard]


def test_a_person_names_the_leader():
    one = session(Bus("drums"), Bus("bass"), Bus("sampler", machine=True))
    one.obey(Command("lead", ("bass",)))
    silence = np.zeros(HOP, np.float32)
    said = []
    for k in range(20):
        blocks = [Block(b.name, k * HOP, RATE, silence) for b in one.buses]
        said.append(one.step(blocks).choice)
    assert [c.leader for c in said if c is not None][-1] == "bass"


@pytest.mark.parametrize("name", ["sampler", "kazoo"])
def test_a_machine_or_unknown_bus_cannot_be_made_leader(name):
    one = session(Bus("drums"), Bus("bass"), Bus("sampler", machine=True))
    with pytest.raises(CommandError, match=name):
        one.obey(Command("lead", (name,)))


SONGS = (Song(name="Duet", tempo=100.0, lead=("bass",)), Song(name="All", tempo=80.0, rail=5.0))


def of_songs() -> tuple[Session, Leader]:
    buses = (Bus("drums"), Bus("bass"))
    leader = Leader(buses, LeaderSettings())
    return Session(buses, leader, ClockSettings(), SONGS), leader


def shares(leader: Leader) -> set[str]:
    return {name for name, share in leader.tick(0.1).shares.items() if share > 0}


def test_a_song_says_who_may_lead_it():
    one, leader = of_songs()
    one.obey(Command("song", ("duet",)))
    assert shares(leader) <= {"bass"}
    one.obey(Command("song", ("+",)))
    assert shares(leader) == {"drums", "bass"}


def test_a_session_that_takes_over_has_the_song_its_leaders_and_the_persons_hand():
    one, _ = of_songs()
    one.obey(Command("song", ("Duet",)))
    one.obey(Command("safe"))
    before = one.follow(0.1, ()).beat
    heir, leader = of_songs()
    heir.resume(before)
    after = heir.follow(0.2, ()).beat
    assert (after.song, after.state, after.timeline.bpm) == ("Duet", State.MANUAL, 100.0)
    assert shares(leader) <= {"bass"}


def test_a_song_that_the_set_list_has_lost_is_forgotten_on_taking_over():
    one, _ = of_songs()
    one.resume(replace(one.follow(0.1, ()).beat, song="Gone", timeline=Timeline(90.0, 0.0, 0.0)))
    after = one.follow(0.2, ()).beat
    assert (after.song, after.timeline.bpm) == ("", 90.0)
