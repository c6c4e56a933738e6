"""Who is named, and for how long."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bridge.leader.choice import Chooser
from bridge.leader.settings import LeaderSettings

SETTINGS = LeaderSettings(clear=0.6, margin=0.15, patience=1.0)


def named(chooser: Chooser, start: float, seconds: float, **shares: float) -> list[str | None]:
    """The leaders named while the shares stay as they are."""
    return [chooser.choose(start + tick / 10, shares) for tick in range(int(seconds * 10))]


def test_a_clear_lead_is_named_after_a_second() -> None:
    leaders = named(Chooser(SETTINGS), 0.0, 2.0, drums=0.8, bass=0.1)
    assert leaders[:10] == [None] * 10
    assert leaders[11:] == ["drums"] * 9


def test_no_one_is_named_when_the_lead_is_shared() -> None:
    assert set(named(Chooser(SETTINGS), 0.0, 5.0, drums=0.45, bass=0.45)) == {None}


def test_a_short_lead_of_another_changes_nothing() -> None:
    chooser = Chooser(SETTINGS)
    named(chooser, 0.0, 3.0, drums=0.9, bass=0.05)
    assert set(named(chooser, 3.0, 0.8, drums=0.05, bass=0.9)) == {"drums"}
    assert set(named(chooser, 3.8, 3.0, drums=0.9, bass=0.05)) == {"drums"}


def test_a_lasting_lead_of_another_is_a_handover() -> None:
    chooser = Chooser(SETTINGS)
    named(chooser, 0.0, 3.0, drums=0.9, bass=0.05)
    assert named(chooser, 3.0, 2.0, drums=0.05, bass=0.9)[-1] == "bass"


def test_a_leader_may_fall_a_margin_below_clear() -> None:
    chooser = Chooser(SETTINGS)
    named(chooser, 0.0, 3.0, drums=0.9, bass=0.05)
    assert set(named(chooser, 3.0, 5.0, drums=0.5, bass=0.3)) == {"drums"}
    assert named(chooser, 8.0, 5.0, drums=0.4, bass=0.35)[-1] is None


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=100))
def test_names_change_no_oftener_than_patience_allows(run: list[tuple[float, float]]) -> None:
    chooser = Chooser(SETTINGS)
    leaders = [chooser.choose(i / 10, {"a": a, "b": b}) for i, (a, b) in enumerate(run)]
    changes = [i for i, (x, y) in enumerate(pairwise(leaders)) if x != y]
    assert all(later - sooner >= 10 for sooner, later in pairwise(changes))
