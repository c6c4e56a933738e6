"""A journal's lines say all that a step holds, and only once what stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import BridgeError
from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.outputs.journal_lines import About, Scribe
from bridge.outputs.journal_reader import Reader, about
from bridge.types import KINDS, Beat, Bus, Choice, Command, Reading, State, Step, Timeline, Transport, Wishes
from tests.outputs.runs import steady_steps, step

ABOUT = About(
    (Bus("drums"), Bus("bass"), Bus("click", machine=True)),
    {"clock": {"slew": 6.0}},
    "1.2",
    "2026-05-01T20:30",
)

SIXTHS = st.integers(-(10**12), 10**12).map(lambda n: n / 10**6)
SHARES = st.sampled_from([({"drums": 1.0}, 0.0), ({"drums": 0.25, "click": 0.5}, 0.25)])
BUSES = ("drums", "click")


@st.composite
def readings(draw):
    """Any kind, with a value such as its row has."""
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    parts = [draw(st.text(max_size=8) if tag == "s" else SIXTHS) for tag in kind.tags]
    value = parts[0] if len(parts) == 1 else tuple(parts)
    return Reading(draw(st.sampled_from(BUSES)), kind.name, draw(SIXTHS), draw(SIXTHS), value, draw(SIXTHS))


TIMES = st.integers(0, 12 * 3600 * 10**6).map(lambda n: n / 10**6)
BPMS = st.integers(0, 400 * 10**6).map(lambda n: n / 10**6)
TRANSPORTS = st.builds(Transport, st.booleans(), st.booleans(), serial=st.integers(0, 99))
TIMELINES = st.builds(Timeline, st.integers(1, 400).map(float), SIXTHS, SIXTHS)
WISHES = st.builds(Wishes, st.booleans(), st.sampled_from(["", "drums"]))


@st.composite
def steps(draw):
    t, (shares, nobody) = draw(TIMES), draw(SHARES)
    choice = Choice(t, draw(st.sampled_from(["drums", None])), 120.0, 0.5, 0.25, shares, nobody)
    beat = Beat(
        t,
        draw(st.sampled_from(State)),
        draw(BPMS),
        0.5,
        draw(st.none() | TIMELINES),
        draw(TRANSPORTS),
        draw(st.text(max_size=8)),
        draw(st.booleans()),
    )
    return Step(
        t,
        tuple(draw(st.lists(readings(), max_size=3))),
        draw(st.none() | st.just(choice)),
        beat,
        draw(WISHES),
    )


OTHERS = st.sampled_from(
    [Obeyed(Command("lead", ("drums",)), 3.5), Refused("no", None), Listening({"name": "leader-3", "n": 3})]
)


@given(st.lists(steps() | OTHERS, max_size=6))
def test_what_was_written_is_what_is_read(entries):
    scribe, reader = Scribe(), Reader(BUSES)
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
    assert about(ABOUT.line()) == ABOUT


@pytest.mark.parametrize("line", ["", "{}", "[1]", '{"journal":1,"buses":[{"nme":"drums"}]}', "drums,bass"])
def test_another_first_line_is_refused(line):
    with pytest.raises(BridgeError, match="first line"):
        about(line)


def test_a_newer_journal_is_refused_with_the_way_out():
    with pytest.raises(BridgeError, match="newer leaderbridge"):
        about(ABOUT.line().replace('"journal":1', '"journal":2'))


@pytest.mark.parametrize("line", ['{"t":1.0,"hea', "{}", "[]", '{"t":1,"heard":[["drums"]],"beat":[]}', "7"])
def test_a_torn_line_is_no_entry(line):
    with pytest.raises(ValueError):
        Reader(BUSES).entry(line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"t":1.0', '"t":1e9'),
        ('"t":1.0', '"t":NaN'),
        ('"t":1.0', '"t":"one"'),
        ("120.0,0.0,0.5]", "120.0,1e17,0.5]"),
        ("120.0,0.0,0.5]", "1e300,0.0,0.5]"),
        ('"meter":[4,4]', '"meter":[0,4]'),
        ('"level"', '"colour"'),
        ('["drums"', '["oboe"'),
        ("-10.0", '"loud"'),
    ],
)
def test_a_number_that_no_loop_would_come_back_from_is_no_entry(old, new):
    level = Reading("drums", "level", 1.0, 1.0, -10.0)
    line = Scribe().line(step(1.0, level, bpm=120.0, timeline=Timeline(120.0, 0.0, 0.5)))
    assert isinstance(Reader(BUSES).entry(line), Step)
    assert old in line
    with pytest.raises(ValueError):
        Reader(BUSES).entry(line.replace(old, new))


def test_a_bus_that_no_bus_may_be_called_is_refused():
    with pytest.raises(BridgeError, match="first line"):
        about(ABOUT.line().replace('"drums"', '"../../drums"'))
