"""Names fit for ports, addresses, columns and files: slugs ``[a-z][a-z0-9_]{0,30}``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from itertools import count

LONGEST = 31
RESERVED = frozenset({"none", "auto", "mix", "all"})
"""Words that mean something else where a bus name may stand."""


def slug(text: str) -> str:
    """The name of a bus, made of what a person or a file calls it.

    Accents are dropped, all else but letters and digits becomes ``_``; a name that would not
    begin with a letter gets a ``b`` in front (``808 kick`` is ``b808_kick``), a reserved word
    a ``_bus`` behind, and a text without any letter or digit is ``bus``.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not name:
        return "bus"
    if not name[0].isalpha():
        name = f"b{name}"
    name = name[:LONGEST].rstrip("_")
    return f"{name}_bus" if name in RESERVED else name


def unique_slugs(texts: Iterable[str]) -> tuple[str, ...]:
    """One slug a text, in order, no two alike: a second one ends in ``_2``, a third in ``_3``."""
    names: dict[str, None] = {}
    for text in texts:
        names[_free(slug(text), names.keys())] = None
    return tuple(names)


def says_nothing(name: str) -> bool:
    """Whether a bus's name is only a place: ``bus``, ``in_3``, ``track_12``, ``audio_1``."""
    return (
        re.fullmatch(r"(b|bus|in|input|ch|channel|track|audio|capture|stem|line|mic)?(_?\d+)*", name)
        is not None
    )


def _free(name: str, taken: Set[str]) -> str:
    """``name``, or it with the first number behind that nobody has taken."""
    if name not in taken:
        return name
    numbered = (name[: LONGEST - len(tail)] + tail for tail in (f"_{n}" for n in count(2)))
    return next(other for other in numbered if other not in taken)
