"""What the page asks for goes the way of OSC's commands; what is wrong is answered, whatever it is."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.dashboard.intake import OLDEST, Intake
from bridge.dashboard.visitors import Visitor
from bridge.outputs.asked import Asked
from bridge.outputs.asked import Visitor as By
from bridge.outputs.mailbox import mailbox
from bridge.types import Command

NOW = 5000.0


class Desk:
    """An intake whose clock stands, one visitor, and what came through."""

    def __init__(self):
        self.outbox, self.inbox = mailbox()
        self.visitor = Visitor(7, lambda since: "")
        self.intake = Intake(self.outbox, lambda: NOW)

    def say(self, text):
        self.intake.take(self.visitor, text if isinstance(text, str) else json.dumps(text))
        return self.inbox.drain()

    def answers(self):
        return [json.loads(text) for text in asyncio.run(self.visitor.next())]


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.outbox.close()
    desk.inbox.close()


def test_a_command_is_checked_by_oscs_table_and_passed_on(desk):
    assert desk.say({"kind": "ask", "name": "nudge", "args": [-10]}) == [
        Asked(Command("nudge", (-10.0,)), By(7), NOW)
    ]
    assert desk.say({"kind": "ask", "name": "song", "args": ["+"]}) == [
        Asked(Command("song", ("+",)), By(7), NOW)
    ]


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        (NOW - 0.02, NOW - 0.02),
        (NOW + 60, NOW),
        (NOW - 60, NOW - OLDEST),
        ("soon", NOW),
        (None, NOW),
        (float("nan"), NOW),
    ],
)
def test_a_press_is_taken_for_when_it_was_within_reason(desk, at, taken):
    assert desk.say({"kind": "ask", "name": "tap", "at": at}) == [Asked(Command("tap"), By(7), taken)]


def test_a_button_let_go_asks_for_nothing(desk):
    assert desk.say({"kind": "ask", "name": "tap", "args": [0]}) == []


@pytest.mark.parametrize(
    ("name", "args", "why"),
    [
        ("nudge", [900], "between -500 and 500"),
        ("nudge", ["far"], "is a number"),
        ("offset", ["osc"], "takes output, ms"),
        ("subscribe", [9000], "is no command"),
        ("reboot", [], "is no command"),
    ],
)
def test_what_cannot_be_asked_is_answered_in_one_line(desk, name, args, why):
    assert desk.say({"kind": "ask", "name": name, "args": args}) == []
    (answer,) = desk.answers()
    assert answer["kind"] == "refused"
    assert why in answer["why"]
    assert "\n" not in answer["why"]


def test_who_has_seen_updates_is_told_both_clocks(desk):
    desk.say({"kind": "saw", "count": 6, "page": 123.5})
    assert desk.answers() == [{"kind": "clock", "page": 123.5, "host": NOW}]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["kind", "name", "args", "at"]), inner)
    ),
)
SAID = st.builds(
    lambda kind, rest: {**rest, "kind": kind},
    st.sampled_from(["ask", "saw"]) | JSON.filter(lambda v: isinstance(v, str)),
    st.dictionaries(
        st.sampled_from(["name", "args", "at", "count", "page"]), JSON | st.sampled_from(["tap", "song"])
    ),
)


@given(st.text() | JSON.map(json.dumps) | SAID.map(json.dumps))
def test_whatever_is_said_nothing_breaks(text):
    desk = Desk()
    desk.say(text)
    desk.outbox.close()
    desk.inbox.close()
