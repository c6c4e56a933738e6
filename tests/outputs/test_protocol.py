"""The table is the protocol: addresses, types and checks all come from it."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import CommandError
from bridge.outputs.protocol import IN, OUT, parse
from bridge.outputs.reference import page
from bridge.types import KINDS, Command

ADDRESSES = sorted({row.address for row in (*OUT.values(), *IN.values())})


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_made_of_names(address):
    assert re.fullmatch(r"(/([a-z][a-z_]*|\{bus\}))+", address)


def test_no_address_is_the_path_above_another():
    for above, below in itertools.permutations(ADDRESSES, 2):
        assert not below.startswith(above + "/")


def test_types_are_those_that_pd_understands():
    tags = {arg.tag for row in (*OUT.values(), *IN.values()) for arg in row.args}
    assert tags <= set("ifs")


def test_every_kind_that_is_sent_has_its_row():
    for kind in KINDS.values():
        assert not kind.osc or f"bus/{{bus}}/{kind.osc}" in OUT


def test_the_reference_page_is_up_to_date():
    """If this fails: python -m bridge.outputs.protocol > docs/osc.md"""
    assert (Path(__file__).parents[2] / "docs" / "osc.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize(
    ("address", "args", "command"),
    [
        ("/bridge/set_tempo", [120], Command("set_tempo", (120.0,))),
        ("/bridge/meter", [3.0, 4.0], Command("meter", (3, 4))),
        ("/bridge/lead", ["drums"], Command("lead", ("drums",))),
        ("/bridge/hold", [], Command("hold", ())),
        ("/bridge/hold", [0], Command("hold", (0,))),
        ("/bridge/hold", [True], Command("hold", (1,))),
        ("/bridge/tap", [], Command("tap", ())),
        ("/bridge/tap", [1.0], Command("tap", ())),
        ("/bridge/tap", [0], None),
        ("/bridge/resync", [0.0], None),
        ("/bridge/offset", ["osc", -12], Command("offset", ("osc", -12.0))),
        ("/bridge/subscribe", [9701.0], Command("subscribe", (9701,))),
        ("/bridge/query", [], Command("query", ())),
    ],
)
def test_a_message_is_read_as_its_row_says(address, args, command):
    assert parse(address, args) == command


@pytest.mark.parametrize(
    ("address", "args", "why"),
    [
        ("/bridge/set_tempo", [], "takes bpm"),
        ("/bridge/set_tempo", ["fast"], "is a number"),
        ("/bridge/set_tempo", [float("nan")], "is a number"),
        ("/bridge/set_tempo", [1000], "between 20 and 400"),
        ("/bridge/meter", [4.5, 4], "whole number"),
        ("/bridge/lead", [3], "is a text"),
        ("/bridge/subscribe", [0], "between 1 and 65535"),
        ("/bridge/tap", ["x"], "is a number"),
        ("/bridge/tap", [None], "is a number"),
        ("/bridge/nowhere", [], "no such address"),
        ("/elsewhere", [], "no such address"),
        ("/bridge/song", [1], "is a text"),
        ("/bridge/song", [], "takes name"),
    ],
)
def test_what_is_wrong_is_refused_in_one_line_that_names_the_address(address, args, why):
    with pytest.raises(CommandError, match=why) as refused:
        parse(address, args)
    assert address in str(refused.value)
    assert "\n" not in str(refused.value)


@given(
    st.sampled_from([r.address for r in IN.values()]) | st.text(),
    st.lists(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(), max_size=4),
)
def test_whatever_arrives_is_a_command_or_a_line(address, args):
    assert "\n" not in _outcome(address, args)


def _outcome(address, args):
    try:
        command = parse(address, args)
    except CommandError as error:
        return str(error)
    return command.kind if command is not None else ""
