"""`Config` → a TOML file that explains itself and gives the same `Config` again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import singledispatch
from inspect import cleandoc
from typing import Any, get_type_hints

from bridge.config.allowed import allowed, help_of
from bridge.config.config import Config

HEAD = "# Settings of leaderbridge. Every key may be left out; what stands here is in force.\n"


def to_toml(config: Config) -> str:
    """The whole config as TOML, a comment above each key: what it means, and what is allowed."""
    sections = [(field.name, getattr(config, field.name)) for field in fields(config)]
    # An empty list of tables can only be said before the first table.
    empty = [f"{key} = []\n" for key, tables in sections if tables == ()]
    written = [text for key, tables in sections for text in _section(key, tables)]
    return "\n".join([HEAD, *empty, *written])


def _section(key: str, tables: Any) -> Iterator[str]:
    if not isinstance(tables, tuple):
        yield _text_of([*_head(tables), f"[{key}]", *_explained(tables)])
        return
    for number, table in enumerate(tables):
        # Once is enough to explain the keys of buses that all look alike.
        lines = (
            [*_head(table), f"[[{key}]]", *_explained(table)]
            if number == 0
            else [f"[[{key}]]", *_bare(table)]
        )
        yield _text_of(lines)


def _text_of(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _head(table: Any) -> Iterator[str]:
    yield f"# {summary(type(table))}"


def summary(cls: type) -> str:
    """The first line of the docstring of a settings class."""
    return cleandoc(cls.__doc__ or "").splitlines()[0]


def _explained(table: Any) -> Iterator[str]:
    hints = get_type_hints(type(table), include_extras=True)
    for name, line in zip((field.name for field in fields(table)), _bare(table), strict=True):
        yield f"# {help_of(hints[name])} ({allowed(hints[name])})"
        yield line


def _bare(table: Any) -> Iterator[str]:
    for field in fields(table):
        value = getattr(table, field.name)
        yield f"# {field.name} is not set" if value is None else f"{field.name} = {literal(value)}"


@singledispatch
def literal(value: Any) -> str:
    """``value`` in TOML's notation."""
    if is_dataclass(value) and not isinstance(value, type):
        return _inline(asdict(value))
    raise TypeError(f"no TOML notation for {type(value).__name__}")


@literal.register
def _text(value: str) -> str:
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped too.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


@literal.register(bool)
@literal.register(int)
@literal.register(float)
def _number(value: float) -> str:
    return str(value).lower()


@literal.register
def _list(value: tuple) -> str:  # type: ignore[type-arg]
    return "[" + ", ".join(literal(item) for item in value) + "]"


@literal.register(Mapping)
def _inline(value: Mapping[str, object]) -> str:
    pairs = (f"{literal(key)} = {literal(item)}" for key, item in value.items() if item is not None)
    return "{ " + ", ".join(pairs) + " }"
