import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.outputs.footswitches import asked_by
from bridge.outputs.pedals import Pedals, Press
from bridge.outputs.settings import FootswitchSettings
from bridge.types import Command


def presses(*messages):
    pedals = Pedals()
    return [pedals.press(bytes(message)) for message in messages]


@pytest.mark.parametrize(
    ("message", "press"),
    [
        ((0x90, 60, 100), Press("note", 1, 60)),
        ((0x99, 36, 1), Press("note", 10, 36)),
        ((0xB0, 64, 127), Press("cc", 1, 64)),
        ((0xBF, 7, 64), Press("cc", 16, 7)),
        ((0xC2, 5), Press("program", 3, 5)),
    ],
)
def test_notes_controllers_and_programs_are_presses(message, press):
    assert presses(message) == [press]


@pytest.mark.parametrize(
    "message",
    [
        (0x90, 60, 0),
        (0x80, 60, 64),
        (0xB0, 64, 63),
        (0xB0, 64, 0),
        (0xE0, 0, 64),
        (0xD0, 90),
        (0xA0, 60, 90),
        (0xF8,),
        (0xFE,),
        (0xF2, 1, 1),
        (0xF0, 0x7E, 0xF7),
        (0x90, 60),
        (0xC0,),
        (),
    ],
)
def test_releases_and_all_else_are_none(message):
    assert presses(message) == [None]


def test_a_controller_acts_when_it_goes_down_and_not_when_it_comes_up():
    down, up = (0xB0, 64, 127), (0xB0, 64, 0)
    assert [press is not None for press in presses(down, up, down, up)] == [True, False, True, False]


def test_a_swept_pedal_acts_once():
    sweep = [(0xB0, 11, value) for value in range(0, 128, 3)]
    assert sum(press is not None for press in presses(*sweep)) == 1


def test_a_switch_that_never_says_it_is_let_go_acts_each_time():
    assert all(presses(*[(0xB0, 80, 127)] * 3))


def test_the_same_controller_on_two_channels_is_two_switches():
    assert all(presses((0xB0, 64, 100), (0xB1, 64, 127)))


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_nothing_that_arrives_harms(messages):
    for press in presses(*messages):
        assert press is None or (1 <= press.channel <= 16 and 0 <= press.number <= 255)


def switch(**given):
    return FootswitchSettings(**{"message": "cc", "number": 64, "command": "tap", **given})


@pytest.mark.parametrize(
    ("given_", "fits"),
    [
        ({}, True),
        ({"channel": 3}, True),
        ({"channel": 4}, False),
        ({"number": 65}, False),
        ({"message": "note"}, False),
    ],
)
def test_a_switch_is_known_by_kind_number_and_channel(given_, fits):
    assert bool(asked_by(Press("cc", 3, 64), [switch(**given_)])) == fits


def test_one_switch_may_ask_for_several_things():
    both = [switch(command="song +"), switch(command="start")]
    assert asked_by(Press("cc", 1, 64), both) == [Command("song", ("+",)), Command("start")]
