import numpy as np
import pytest

from bridge.audio.demo import DemoBand
from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.leader import Leader, LeaderSettings
from bridge.offline import steps
from bridge.session import Session
from bridge.types import HOP, RATE, Block, Bus, Command, State

SECONDS = 8.0


def session(*buses: Bus) -> Session:
    return Session(buses, Leader(buses, LeaderSettings()), ClockSettings())


def listen(seconds=SECONDS, seed=1):
    band = DemoBand(seconds, seed)
    return list(steps(band, session(*map(Bus, band.names))))


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
