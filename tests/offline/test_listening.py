"""At a desk and live the same is heard and followed, to the bit, in whichever process."""

from functools import partial

import pytest

from bridge.analysis import EARS
from bridge.audio.demo import DemoBand
from bridge.audio.hops import Hopper
from bridge.clock.settings import ClockSettings
from bridge.errors import BridgeError
from bridge.leader import Leader
from bridge.offline import Task, steps
from bridge.offline.ahead import listen_ahead
from bridge.offline.listening import listen
from bridge.session import Session
from bridge.types import Bus

SECONDS = 12.0
BAND = partial(DemoBand, SECONDS, 3)
BUSES = tuple(map(Bus, DemoBand(1.0, 3).names))


def session(buses=BUSES):
    return Session(buses, Leader(buses), ClockSettings())


def live(buses):
    """What the live bridge makes of the band: hop by hop, through `Session.step`."""
    band, following = BAND(), session(buses)
    hopper = Hopper(buses, band.rate)
    hops = hopper.push(band.read(band.frames)) + hopper.flush()
    return [following.step(hop) for hop in hops]


@pytest.mark.parametrize("way", [listen, listen_ahead])
@pytest.mark.parametrize("machine", [False, True])
def test_a_recording_is_followed_exactly_as_the_same_sound_would_be_live(way, machine):
    buses = (*BUSES[:-1], Bus(BUSES[-1].name, machine))
    at_a_desk = [
        (step.t, tuple(r for r in step.readings if r.bus != "mix"), step.beat)
        for step in steps(Task(BAND, buses, tuple(EARS)), session(buses), way)
    ]
    assert at_a_desk == [(step.t, step.readings, step.beat) for step in live(buses)]


def test_who_leads_and_where_the_beat_falls_needs_no_ear_but_the_desks():
    few, all_of_them = (
        [step.beat for step in steps(Task(BAND, BUSES, ears), session())]
        for ears in (Task(BAND, BUSES).ears, tuple(EARS))
    )
    assert few == all_of_them


class Broken:
    names, rate = ("a",), 44_100

    def read(self, n):
        raise BridgeError("a.wav: ends at 0.00 s")


class Deadly(Broken):
    def read(self, n):
        raise SystemExit(9)


@pytest.mark.parametrize(
    ("source", "said"), [(Broken, "a.wav: ends"), (Deadly, "the process that listens ended")]
)
def test_what_goes_wrong_in_the_process_ahead_is_told(source, said):
    with pytest.raises(BridgeError, match=said):
        list(listen_ahead(Task(source, (Bus("a"),))))


def test_the_process_ahead_ends_with_who_asked_it():
    heard = listen_ahead(Task(partial(DemoBand, 3600.0, 1), BUSES))
    next(heard)
    child = heard.gi_frame.f_locals["child"]
    heard.close()
    assert child.returncode is not None


def test_an_unknown_ear_is_refused():
    with pytest.raises(BridgeError, match="nose"):
        list(listen(Task(BAND, BUSES, ("nose",))))
