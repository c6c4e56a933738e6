import pytest

from bridge.app.proposals import OFTEN, Proposals
from bridge.names import says_nothing
from bridge.types import Reading, Step
from tests.outputs.rig import beat


def lines(heard, bus="in_3"):
    proposals = Proposals(["in_3", "fiddle"])
    steps = [
        Step(t, (Reading(bus, "instrument", t, t, name, 0.9),), None, beat()) for t, name in enumerate(heard)
    ]
    return [line for step in steps for line in proposals.see(step)]


def test_a_bus_without_a_name_is_told_once_what_it_sounds_like():
    (line,) = lines(["violin"] * 3 * OFTEN)
    assert line.startswith("in_3 sounds like violin")


def test_it_must_sound_so_for_a_while_and_rests_do_not_count():
    assert lines(["violin"] * (OFTEN - 1)) == []
    assert lines(["violin", "cello"] * OFTEN) == []
    assert lines(["unknown"] * 3 * OFTEN) == []
    assert len(lines(["violin", "none"] * OFTEN)) == 1


def test_a_name_that_a_person_gave_is_left_alone():
    assert lines(["violin"] * 3 * OFTEN, "fiddle") == []


@pytest.mark.parametrize(
    ("name", "nothing"),
    [
        *((place, True) for place in ("bus", "bus_2", "in_3", "track12", "b01")),
        *((word, False) for word in ("b01_audio", "drums", "bass_2", "inner_voice")),
    ],
)
def test_a_place_is_no_name(name, nothing):
    assert says_nothing(name) is nothing
