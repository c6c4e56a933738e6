"""MIDI ports are chosen by part of a name; what is missing is said in a line."""

import pytest
import rtmidi

from bridge.errors import BridgeError
from bridge.outputs.midi_port import chosen, open_existing, open_virtual

NAMES = ["Midi Through:Midi Through Port-0 14:0", "TR-8S:TR-8S MIDI 1 20:0", "TR-8S:TR-8S CTRL 20:1", "loop"]


def test_a_part_of_the_name_is_enough():
    assert chosen("through", NAMES) == NAMES[0]


def test_an_exact_name_wins():
    assert chosen("loop", [*NAMES, "loop 2"]) == "loop"


@pytest.mark.parametrize(
    ("part", "names", "why"),
    [
        ("tr-8s", NAMES, "fits several"),
        ("digitakt", NAMES, "is not there"),
        ("x", [], "no MIDI output at all"),
    ],
)
def test_a_name_that_fits_none_or_several_lists_what_there_is(part, names, why):
    with pytest.raises(BridgeError, match=why):
        chosen(part, names)


def _alsa_sequencer() -> bool:
    try:
        rtmidi.MidiOut().delete()
    except OSError:
        return False
    return True


def test_bytes_reach_a_virtual_port_or_its_absence_is_one_line():
    if not _alsa_sequencer():
        for opened in (lambda: open_virtual("leaderbridge test"), lambda: open_existing("synth")):
            with pytest.raises(BridgeError) as error:
                opened()
            assert "\n" not in str(error.value)
        return
    port = open_virtual("leaderbridge test")
    port.send(b"\xf8")
    port.close()
