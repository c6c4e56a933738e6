"""Every text becomes a name that OSC, JACK and a CSV column can carry."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.names import RESERVED, slug, unique_slugs

FORM = re.compile(r"[a-z][a-z0-9_]{0,30}")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Drums", "drums"),
        ("808 kick", "b808_kick"),
        ("5_BD_03", "b5_bd_03"),
        ("  Électric -- Bass! ", "electric_bass"),
        ("Straße", "strasse"),
        ("太鼓", "bus"),
        ("", "bus"),
        ("Mix", "mix_bus"),
        ("none", "none_bus"),
        ("x" * 40, "x" * 31),
    ],
)
def test_a_text_becomes_the_name_a_person_would_guess(text, name):
    assert slug(text) == name


@given(st.text())
def test_every_slug_has_the_form_and_is_not_reserved(text):
    assert FORM.fullmatch(slug(text))
    assert slug(text) not in RESERVED


@given(st.text())
def test_the_slug_of_a_slug_is_itself(text):
    assert slug(slug(text)) == slug(text)


@given(st.lists(st.text(max_size=40) | st.sampled_from(["a", "a_2", "a 2", "A", "mix", "x" * 40])))
def test_no_two_names_are_alike_and_all_have_the_form(texts):
    names = unique_slugs(texts)
    assert len(names) == len(set(names)) == len(texts)
    assert all(FORM.fullmatch(name) and name not in RESERVED for name in names)
    assert unique_slugs(names) == names


def test_the_second_of_a_name_is_numbered_two():
    assert unique_slugs(["Kick", "kick", "KICK!", "kick_2"]) == ("kick", "kick_2", "kick_3", "kick_2_2")
