import pytest

from bridge.clock.taps import Taps


def test_four_taps_give_their_tempo():
    taps = Taps()
    assert taps.tap(0.0) is None
    assert [taps.tap(t) for t in (0.5, 1.0, 1.5)][-1] == pytest.approx(120.0)


def test_one_bad_tap_does_not_spoil_the_tempo():
    taps = Taps()
    assert [taps.tap(t) for t in (0.0, 0.5, 1.0, 1.4, 2.0, 2.5)][-1] == pytest.approx(120.0, rel=0.01)


def test_a_pause_begins_a_new_row():
    taps = Taps()
    taps.tap(0.0)
    taps.tap(0.5)
    assert taps.tap(10.0) is None
