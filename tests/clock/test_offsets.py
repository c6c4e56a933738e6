import pytest

from bridge.clock.offsets import Offsets


def test_a_bus_that_is_always_late_is_known_to_be_late():
    offsets = Offsets(["drums", "strings"])
    for _ in range(400):
        offsets.learn("drums", -offsets.offset("drums"), 1.0)
        offsets.learn("strings", 0.03 - offsets.offset("strings"), 1.0)
    assert offsets.offset("strings") - offsets.offset("drums") == pytest.approx(0.03, abs=0.002)


def test_offsets_never_move_the_ensemble():
    offsets = Offsets(["a", "b", "c"])
    for k in range(90):
        offsets.learn("abc"[k % 3], 0.01 * (k % 3), 1.0)
    assert sum(offsets.offset(b) for b in "abc") == pytest.approx(0.0, abs=1e-9)


def test_a_loose_player_is_trusted_less_than_a_steady_one():
    offsets = Offsets(["steady", "loose"])
    for k in range(100):
        offsets.learn("steady", 0.002 * (-1) ** k, 1.0)
        offsets.learn("loose", 0.04 * (-1) ** k, 1.0)
    assert offsets.sd("loose") > 3 * offsets.sd("steady")
