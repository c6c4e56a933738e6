import pytest

from bridge.errors import CommandError
from bridge.outputs.osc_server import _OWN
from bridge.outputs.protocol import IN, LISTENING
from bridge.outputs.spoken import COMMANDS, command_of
from bridge.types import Command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("tap", Command("tap")),
        (" song + ", Command("song", ("+",))),
        ("song -", Command("song", ("-",))),
        ("song Don't Stop", Command("song", ("Don't Stop",))),
        ("lead bass", Command("lead", ("bass",))),
        ("nudge -10", Command("nudge", (-10.0,))),
        ("set_tempo 92.5", Command("set_tempo", (92.5,))),
        ("meter 6 8", Command("meter", (6, 8))),
        ("offset jack -20", Command("offset", ("jack", -20.0))),
        ("hold", Command("hold")),
        ("hold 1", Command("hold", (1,))),
        ("tap 1", Command("tap")),
    ],
)
def test_a_command_is_spoken_as_its_osc_row_is(words, command):
    assert command_of(words) == command


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "no command"),
        ("jump", "there are hold"),
        ("subscribe 9000", "no command"),
        ("set_tempo", "takes bpm"),
        ("set_tempo fast", "is a number"),
        ("set_tempo nan", "is a number"),
        ("set_tempo 9000", "between 20 and 400"),
        ("meter 6", "takes beats, unit"),
        ("song", "takes name"),
        ("nudge 1 2", "not 2 arguments"),
        ("tap 0", "let go"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(words, why):
    with pytest.raises(CommandError, match=why):
        command_of(words)


def test_all_but_what_listeners_ask_can_be_asked_by_hand():
    assert set(COMMANDS) == set(IN) - set(_OWN)
    assert set(_OWN) == LISTENING
