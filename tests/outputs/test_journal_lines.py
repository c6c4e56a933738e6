"""A journal's lines say all that a step holds, and only once what stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import BridgeError
from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.outputs.journal_lines import About, Reader, Scribe
from bridge.types import KINDS, Beat, Bus, Choice, Command, Reading, State, Step, Timeline, Transport, Wishes
from tests.outputs.runs import steady_steps, step

ABOUT = About((Bus("drums"), Bus("click", machine=True)), {"clock": {"slew": 6.0}}, "1.2", "2026-05-01T20:30")

SIXTHS = st.integers(-(10**12), 10**12).map(lambda n: n / 10**6)
SHARES = st.sampled_from([({"drums": 1.0}, 0.0), ({"drums": 0.25, "click": 0.5}, 0.25)])
VALUES = st.one_of(SIXTHS, st.text(max_size=8), st.lists(SIXTHS, max_size=3).map(tuple))
READINGS = st.builds(Reading, st.text(), st.sampled_from(sorted(KINDS)), SIXTHS, SIXTHS, VALUES, SIXTHS)
TRANSPORTS = st.builds(Transport, st.booleans(), st.booleans(), serial=st.integers(0, 99))
TIMELINES = st.builds(Timeline, st.integers(1, 400).map(float), SIXTHS, SIXTHS)
WISHES = st.builds(Wishes, st.booleans(), st.sampled_from(["", "drums"]))


@st.composite
def steps(draw):
    t, (shares, nobody) = draw(SIXTHS), draw(SHARES)
    choice = Choice(t, draw(st.sampled_from(["drums", None])), 120.0, 0.5, 0.25, shares, nobody)
    beat = Beat(
        t,
        draw(st.sampled_from(State)),
        draw(SIXTHS),
        0.5,
        draw(st.none() | TIMELINES),
        draw(TRANSPORTS),
        draw(st.text(max_size=8)),
        draw(st.booleans()),
    )
    return Step(
        t, tuple(draw(st.lists(READINGS, max_size=3))), draw(st.none() | st.just(choice)), beat, draw(WISHES)
    )


OTHERS = st.sampled_from(
    [Obeyed(Command("lead", ("drums",)), 3.5), Refused("no", None), Listening({"name": "leader-3", "n": 3})]
)


@given(st.lists(steps() | OTHERS, max_size=6))
def test_what_was_written_is_what_is_read(entries):
    scribe, reader = Scribe(), Reader()
    lines = [scribe.line(entry) for entry in entries]
    assert not any("\n" in line for line in lines)
    assert [reader.entry(line) for line in lines] == entries


def test_what_stays_is_said_once():
    scribe = Scribe()
    first, *rest = [json.loads(scribe.line(each)) for each in steady_steps(1.0)]
    assert "transport" in first
    assert not any("transport" in row or "song" in row for row in rest)
    assert "transport" in json.loads(scribe.line(step(2.0, transport=Transport(playing=True, serial=1))))


def test_the_first_line_says_what_was_recorded():
    assert About.of(ABOUT.line()) == ABOUT


@pytest.mark.parametrize("line", ["", "{}", "[1]", '{"journal":1,"buses":[{"nme":"drums"}]}', "drums,bass"])
def test_another_first_line_is_refused(line):
    with pytest.raises(BridgeError, match="first line"):
        About.of(line)


def test_a_newer_journal_is_refused_with_the_way_out():
    with pytest.raises(BridgeError, match="newer leaderbridge"):
        About.of(ABOUT.line().replace('"journal":1', '"journal":2'))


@pytest.mark.parametrize("line", ['{"t":1.0,"hea', "{}", "[]", '{"t":1,"heard":[["drums"]],"beat":[]}', "7"])
def test_a_torn_line_is_no_entry(line):
    with pytest.raises(ValueError):
        Reader().entry(line)
