"""Pulses as the bytes that the MIDI specification gives them."""

import mido
import pytest

from bridge.clock.pulses import Pulse
from bridge.outputs.midi import message


@pytest.mark.parametrize("kind", ["clock", "start", "continue", "stop"])
def test_real_time_messages_are_one_byte(kind):
    assert mido.Message.from_bytes(message(Pulse(0.0, kind))).type == kind


@pytest.mark.parametrize(("sixteenths", "read"), [(0, 0), (300, 300), (16383, 16383), (99999, 16383)])
def test_a_song_position_has_14_bits(sixteenths, read):
    parsed = mido.Message.from_bytes(message(Pulse(0.0, "position", sixteenths)))
    assert (parsed.type, parsed.pos) == ("songpos", read)
