from bridge.analysis import EARS, SLOW_EARS, Later, slow_hearing
from bridge.types import Bus, Reading


def reading(arrived, bus="a"):
    return Reading(bus, "activity", arrived - 1.0, arrived, 1.0)


def test_a_reading_is_held_until_it_arrives():
    later = Later()
    later.put((reading(2.0), reading(1.0)))
    assert later.due(0.9) == ()
    assert [r.arrived for r in later.due(1.5)] == [1.0]
    assert [r.arrived for r in later.due(9.0)] == [2.0]
    assert later.due(9.0) == ()


def test_those_that_arrive_together_keep_their_order():
    later = Later()
    later.put((reading(1.0, "b"), reading(1.0, "a"), reading(1.0, "c")))
    assert [r.bus for r in later.due(1.0)] == ["b", "a", "c"]


def test_no_ear_is_both_slow_and_not():
    assert not set(EARS) & set(SLOW_EARS)


def test_without_a_slow_ear_there_is_nobody_to_listen():
    assert slow_hearing([Bus("a")], ["level", "tempo"]) is None
