"""What a field takes, in words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from annotated_types import Ge, Gt, Interval, Le, Len, MaxLen, MinLen
from typing_extensions import Doc

from bridge.config.allowed import allowed, help_of


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (bool, "true or false"),
        (int, "a whole number"),
        (Annotated[float, Gt(0), Le(20)], "a number above 0 up to 20"),
        (Annotated[int, Interval(ge=1, le=8), Doc("beats")], "a whole number from 1 up to 8"),
        (Literal["jack", "portaudio"], '"jack" or "portaudio"'),
        (Literal[1, 2, 4], "1, 2 or 4"),
        (Annotated[str, MinLen(1), MaxLen(24)], "a text at least 1 long and at most 24 long"),
        (
            Annotated[tuple[Annotated[int, Ge(1)], ...], Len(0, 2)],
            "a list [a whole number from 1, …] at most 2 long",
        ),
        (tuple[int, int], "[a whole number, a whole number]"),
        (str | None, "a text"),
        (dict[str, float], "{ name = a number, … }"),
    ],
)
def test_a_hint_is_said_in_words(hint: Any, words: str) -> None:
    assert allowed(hint) == words


def test_the_help_is_the_text_of_the_doc() -> None:
    assert help_of(Annotated[int, Ge(1), Doc("beats in a bar")]) == "beats in a bar"
    assert help_of(int) == ""
