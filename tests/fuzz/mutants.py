"""What is nearly right: valid examples with bits flipped, cut, spliced, and numbers made extreme."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from hypothesis import strategies as st

NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
EXTREMES = (
    b"0",
    b"-1",
    b"1e308",
    b"-1e999",
    b"NaN",
    b"nan",
    b"inf",
    b"9" * 30,
    b"2147483648",
    b"0.1e-320",
    b"",
)
WORDS = (
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x80\0\0\0",
    b"\0\0\xc0\x7f",
)
"""Extremes of 32 bits in both orders, and a float that is no number."""
TEXTS = (
    b'"',
    b"'",
    b"\n",
    b"\x1b[2J",
    b"\\u0000",
    b"\\ud800",
    b"../../x",
    b"$(id)",
    b"[" * 500,
    b"{}",
    b"null",
    b"\xc3(",
)
TWO = 1 << 32

Change = Callable[[bytes, int, int], bytes]
"""Of data, a place (taken modulo what there is) and a number that says which of the ways."""


def _flip(data: bytes, place: int, how: int) -> bytes:
    at = place % max(1, len(data))
    return data[:at] + bytes(byte ^ (1 << how % 8) for byte in data[at : at + 1]) + data[at + 1 :]


def _cut(data: bytes, place: int, how: int) -> bytes:
    return data[: place % (len(data) + 1)]


def _drop(data: bytes, place: int, how: int) -> bytes:
    at = place % (len(data) + 1)
    return data[:at] + data[at + 1 + how % 16 :]


def _repeat(data: bytes, place: int, how: int) -> bytes:
    at = place % (len(data) + 1)
    return data[:at] + data[at : at + 1 + how % 64] * (2 + how % 5) + data[at:]


def _insert(data: bytes, place: int, how: int) -> bytes:
    at = place % (len(data) + 1)
    return data[:at] + TEXTS[how % len(TEXTS)] + data[at:]


def _word(data: bytes, place: int, how: int) -> bytes:
    at = place % (len(data) + 1) & ~(how // len(WORDS) % 2 * 3)  # half of them where 32 bits begin
    return data[:at] + WORDS[how % len(WORDS)] + data[at + 4 :]


def _number(data: bytes, place: int, how: int) -> bytes:
    found = list(NUMBER.finditer(data))
    if not found:
        return data
    at = found[place % len(found)]
    return data[: at.start()] + EXTREMES[how % len(EXTREMES)] + data[at.end() :]


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "flip": _flip,
        "cut": _cut,
        "drop": _drop,
        "repeat": _repeat,
        "insert": _insert,
        "word": _word,
        "number": _number,
    }
)
STEPS = st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, TWO), st.integers(0, TWO))


def mutants(examples: Sequence[bytes], most: int = 4, head: int | None = None) -> st.SearchStrategy[bytes]:
    """Valid ``examples``, changed at up to ``most`` places, or two of them spliced.

    With ``head`` half of the changes fall on so many bytes at the beginning, where formats say what follows.
    """
    example = st.integers(0, len(examples) - 1).map(examples.__getitem__)
    changed = st.builds(_changed, example, st.lists(STEPS, min_size=1, max_size=most), st.just(head))
    spliced = st.builds(_spliced, example, example, st.integers(0, TWO), st.integers(0, TWO))
    return changed | changed | spliced


def nonsense(examples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """`mutants`, and bytes that were never anything."""
    return mutants(examples) | st.binary(max_size=300)


def _changed(data: bytes, steps: list[tuple[str, int, int]], head: int | None) -> bytes:
    for change, place, how in steps:
        place = place % head if head is not None and place % 2 else place
        data = CHANGES[change](data, place, how)
    return data


def _spliced(one: bytes, two: bytes, end: int, begin: int) -> bytes:
    return one[: end % (len(one) + 1)] + two[begin % (len(two) + 1) :]
