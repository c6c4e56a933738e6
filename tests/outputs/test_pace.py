"""A flood is heard at the pace of music; music is never held up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.outputs.pace import Pace


def taken(gaps, rate=1000.0, burst=100):
    """When each of those that come after these gaps (s) is taken, and how long each makes the next wait."""
    clock = [0.0]
    pace = Pace(rate, burst, lambda: clock[0])
    for gap in gaps:
        clock[0] += gap
        wait = pace.taken()
        yield clock[0], wait
        clock[0] += wait


@settings(max_examples=30)
@given(st.lists(st.floats(0.0, 0.01), min_size=200, max_size=600))
def test_no_more_are_taken_than_the_pace_allows(gaps):
    times = [t for t, _ in taken(gaps)]
    assert len(times) <= 100 + 1 + 1000 * (times[-1] - times[0]) + 1e-6


@given(st.lists(st.floats(0.0011, 1.0), max_size=300))
def test_who_keeps_to_it_never_waits(gaps):
    assert not any(wait for _, wait in taken(gaps))


def test_a_burst_is_taken_at_once():
    waits = [wait for _, wait in taken([0.0] * 150)]
    assert max(waits[:100]) < 1e-9
    assert min(waits[100:]) > 0
