"""Steps go in as they are made, a few a second come out with all that is new."""

import pytest

from bridge.dashboard.fold import EVERY, Fold
from bridge.dashboard.heard import DRAWN, OF_MIX, Heard
from bridge.outputs.asked import Obeyed, Refused, Visitor
from bridge.outputs.mailbox import mailbox
from bridge.types import HOP, KINDS, RATE, Choice, Command, Reading, Step, Wishes
from tests.outputs.rig import beat

PLACE = {kind.name: place for place, kind in enumerate(DRAWN)}


@pytest.fixture
def page():
    outbox, inbox = mailbox()
    yield Fold(outbox, ("drums", "bass")), inbox
    outbox.close()
    inbox.close()


def step(t, *readings, choice=None, wishes=Wishes()):  # noqa: B008
    return Step(
        t, tuple(Reading(bus, kind, t, t, value) for bus, kind, value in readings), choice, beat(), wishes
    )


def test_a_second_of_steps_makes_thirty_messages(page):
    fold, inbox = page
    heard = []
    for hop in range(round(10 * RATE / HOP)):
        fold.send(step(hop * HOP / RATE))
        heard += inbox.drain()
    assert len(heard) == pytest.approx(10 / EVERY, abs=2)


def test_each_value_is_the_latest_and_onsets_are_counted(page):
    fold, inbox = page
    fold.send(step(0.0, ("drums", "level", -20.0), ("drums", "onset", 0.5)))
    fold.send(step(0.01, ("drums", "onset", 0.9), ("bass", "tempo", 120.0)))
    fold.send(step(0.05, ("drums", "level", -10.0)))
    drums, bass = inbox.drain()[-1].strips
    assert (drums[PLACE["level"]], drums[PLACE["onset"]], drums[PLACE["tempo"]]) == (-10.0, 2, None)
    assert (bass[PLACE["level"]], bass[PLACE["onset"]], bass[PLACE["tempo"]]) == (None, 0, 120.0)


def test_the_leader_stays_between_two_verdicts(page):
    fold, inbox = page
    choice = Choice(0.0, "bass", 120.0, 0.9, 0.8, {"drums": 0.1, "bass": 0.8}, 0.1)
    fold.send(step(0.0, choice=choice, wishes=Wishes(hold=True, lead="bass")))
    fold.send(step(0.05))
    first, second = inbox.drain()
    assert (first.leader, first.leader_confidence, first.wishes) == ("bass", 0.8, Wishes(True, "bass"))
    assert (second.leader, second.wishes) == ("bass", Wishes())


def test_nothing_of_others_goes_through_but_what_was_refused(page):
    fold, inbox = page
    fold.send(Obeyed(Command("tap"), 1.0))
    fold.send(Refused("no", Visitor(3)))
    fold.send(step(0.0, ("stranger", "level", -3.0), ("drums", "beat", 120.0)))
    refused, heard = inbox.drain()
    assert refused == Refused("no", Visitor(3))
    assert isinstance(heard, Heard)


def test_a_page_that_has_gone_costs_nothing():
    outbox, inbox = mailbox()
    inbox.close()
    fold = Fold(outbox, ("drums",))
    for hop in range(1000):
        fold.send(step(hop * HOP / RATE))
    outbox.close()


def test_strips_show_all_that_osc_tells_of_a_bus():
    assert {kind.name for kind in (*DRAWN, *OF_MIX)} == {kind.name for kind in KINDS.values() if kind.osc}


def test_what_is_heard_of_the_mix_is_shown_apart(page):
    fold, inbox = page
    fold.send(step(0.0, ("mix", "style", "tango"), ("mix", "instrument", "piano")))
    (heard,) = inbox.drain()
    assert heard.mix == ("tango",)
    assert all(value is None or value == 0 for strip in heard.strips for value in strip)
