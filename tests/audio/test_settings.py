"""Channels are shared out so that no two buses hear the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bridge.audio.settings import AudioSettings, BusSettings, assign_channels, named
from bridge.errors import BridgeError


def buses(*channels):
    return [BusSettings(f"bus{i}", tuple(c)) for i, c in enumerate(channels)]


def test_a_bus_without_channels_takes_the_next_free_one():
    assert assign_channels(buses([], [1, 2], [], [4])) == ((3,), (1, 2), (5,), (4,))


@given(st.integers(2, 16))
def test_buses_without_channels_are_numbered_in_order(n):
    assert assign_channels(buses(*[[]] * n)) == tuple((i + 1,) for i in range(n))


@pytest.mark.parametrize(
    ("channels", "message"),
    [
        ([[]], "1 buses are set"),
        ([[]] * 17, "17 buses are set"),
        ([[1], [1]], "channel 1 is given twice, to 'bus0' and 'bus1'"),
        ([[2, 2], []], "channel 2 is given twice"),
        ([[1, 2, 3], []], "bus 'bus0' has channels"),
        ([[0], []], "counted from 1"),
    ],
)
def test_a_wrong_sharing_is_refused_in_one_line(channels, message):
    with pytest.raises(BridgeError, match=message) as error:
        assign_channels(buses(*channels))
    assert "\n" not in str(error.value)


def test_buses_are_named_by_unique_slugs_and_keep_their_machine_mark():
    drums, kick = named([BusSettings("808 Kick", machine=True), BusSettings("808 kick")])
    assert (drums.name, drums.machine) == ("b808_kick", True)
    assert (kick.name, kick.machine) == ("b808_kick_2", False)


def test_pydantic_checks_every_field():
    settings = TypeAdapter(AudioSettings)
    assert settings.validate_python({"rate": 88_200}).rate == 88_200
    for wrong in ({"rate": 22_050}, {"period": 300}, {"backend": "asio"}, {"client": ""}):
        with pytest.raises(ValidationError):
            settings.validate_python(wrong)
    with pytest.raises(ValidationError):
        TypeAdapter(BusSettings).validate_python({"name": "a", "channels": [0]})
