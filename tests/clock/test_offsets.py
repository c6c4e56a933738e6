import pytest

from bridge.clock.offsets import Offsets


def test_a_bus_that_is_always_late_is_known_to_be_late():
    offsets = Offsets(["drums", "strings"])
    for _ in range(400):
        offsets.learn("drums", -offsets.offset("drums"), 1.0)
        offsets.learn("strings", 0.03 - offsets.offset("strings"), 1.0)
    assert offsets.offset("strings") - offsets.offset("drums") == pytest.approx(0.03, abs=0.002)


def test_the_steady_majority_is_the_middle_and_not_one_slow_attack():
    offsets = Offsets(["kick", "snare", "strings"])
    for _ in range(300):
        for bus, late in (("kick", 0.0), ("snare", 0.001), ("strings", 0.03)):
            offsets.learn(bus, late - offsets.offset(bus), 1.0)
    assert abs(offsets.offset("kick")) < 0.002
    assert abs(offsets.offset("snare")) < 0.002


def test_a_loose_player_is_trusted_less_than_a_steady_one():
    offsets = Offsets(["steady", "loose"])
    for k in range(100):
        offsets.learn("steady", 0.002 * (-1) ** k, 1.0)
        offsets.learn("loose", 0.04 * (-1) ** k, 1.0)
    assert offsets.sd("loose") > 3 * offsets.sd("steady")
