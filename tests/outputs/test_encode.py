"""Messages and bundles as other programs read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage

from bridge.outputs.encode import PACKET, encode, packets
from bridge.outputs.protocol import OUT

SAMPLES = {"i": 3, "f": 0.5, "s": "drums"}


@pytest.mark.parametrize("name", OUT)
def test_every_row_is_read_back_with_its_types(name):
    row = OUT[name]
    values = [SAMPLES[arg.tag] for arg in row.args]
    message = OscMessage(encode(name, *values, bus="drums"))
    assert message.address == row.address.format(bus="drums")
    assert list(message) == values
    assert [type(v) for v in message] == [type(v) for v in values]


def test_a_whole_number_for_a_float_is_sent_as_float():
    assert isinstance(next(iter(OscMessage(encode("tempo", 120)))), float)


def test_a_row_that_repeats_takes_any_number():
    assert list(OscMessage(encode("buses"))) == []
    assert list(OscMessage(encode("buses", "a", "b", "c"))) == ["a", "b", "c"]


def test_too_many_values_are_a_defect():
    with pytest.raises(ValueError):
        encode("tempo", 1.0, 2.0)


@given(st.lists(st.integers(1, 40), max_size=200))
def test_bundles_keep_the_order_and_fit_a_frame(lengths):
    messages = [encode("error", f"{i} " + "x" * 4 * n) for i, n in enumerate(lengths)]
    out = []
    for packet in packets(messages):
        assert len(packet) <= PACKET
        if OscBundle.dgram_is_bundle(packet):
            bundle = OscBundle(packet)
            assert bundle.timestamp == 0
            out += [content.dgram for content in bundle]
        else:
            out.append(packet)
    assert out == messages
