"""Tables as TOML gives them → frozen settings, with every problem found and placed.

A settings class is a plain frozen dataclass whose fields say what they take
(``Annotated[float, Ge(0), Le(20), Doc("…")]``). Each key is checked on its own, so that a message
can name the key, the value it was given and what is allowed there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bridge.config.allowed import allowed
from bridge.errors import BridgeError

STRICT = ConfigDict(strict=True, allow_inf_nan=False)


Report = Callable[[str, str], None]
"""Takes one problem: the place it is in (``[clock]``, ``[[bus]] 2 "bass"``) and what is wrong there."""

S = TypeVar("S")


def read_table(cls: type[S], table: Mapping[str, object], place: str, report: Report) -> S | None:
    """The settings that ``table`` gives, keys left out at their defaults; None after any problem."""
    found: list[str] = []

    def note(problem: str) -> None:
        found.append(problem)
        report(place, problem)

    known = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]
    for key in table.keys() - known.keys():
        note(unknown("key", key, known))
    values = {}
    for name, field in known.items():
        if name in table:
            values[name] = _checked(cls, field, table[name], note)
        elif field.default is MISSING and field.default_factory is MISSING:
            note(f"{name} is missing: {allowed(_hints(cls)[name])}")
    return None if found else _built(cls, values, note)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence for a name that nobody knows, with the nearest known one."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    return f"unknown {what} {name}; {hint}"


def _checked(cls: type, field: Field[Any], value: object, note: Callable[[str], None]) -> object:
    hint = _hints(cls)[field.name]
    try:
        # By way of JSON, whose strict mode turns arrays into tuples and nothing else.
        return _adapter(cls, field.name).validate_json(json.dumps(value, default=str))
    except ValidationError:
        note(f"{field.name} = {json.dumps(value, default=str)} is not allowed; give {allowed(hint)}")
        return None


def _built(cls: type[S], values: dict[str, object], note: Callable[[str], None]) -> S | None:
    try:
        return cls(**values)
    except (BridgeError, ValueError) as error:
        note(str(error))
        return None


def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


@cache
def _adapter(cls: type, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_hints(cls)[name], config=STRICT)
