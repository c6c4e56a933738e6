"""What a settings field takes, in words: for error messages, the commented config and the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, GroupedMetadata, Gt, Le, Lt, MaxLen, MinLen
from typing_extensions import Doc

PLAIN = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


def allowed(hint: Any) -> str:
    """``Annotated[float, Gt(0), Le(20)]`` → ``a number above 0 up to 20``."""
    base, marks = _split(hint)
    words = BY_ORIGIN[get_origin(base)](get_args(base)) if get_origin(base) in BY_ORIGIN else _plain(base)
    return " ".join([words, *_said(marks, RANGES), " and ".join(_said(marks, LENGTHS))]).strip()


def help_of(hint: Any) -> str:
    """The text of the field's ``Doc``, empty when it has none."""
    return next((mark.documentation for mark in _split(hint)[1] if isinstance(mark, Doc)), "")


def _split(hint: Any) -> tuple[Any, list[Any]]:
    if get_origin(hint) is not Annotated:
        return hint, []
    base, *marks = get_args(hint)
    return base, list(_flat(marks))


def _flat(marks: Iterable[Any]) -> Iterable[Any]:
    for mark in marks:
        yield from mark if isinstance(mark, GroupedMetadata) else (mark,)


def _said(marks: list[Any], by_type: Mapping[type, Callable[[Any], str]]) -> list[str]:
    return [text for mark in marks if type(mark) in by_type and (text := by_type[type(mark)](mark))]


RANGES: Mapping[type, Callable[[Any], str]] = {
    Ge: lambda mark: f"from {mark.ge:g}",
    Gt: lambda mark: f"above {mark.gt:g}",
    Le: lambda mark: f"up to {mark.le:g}",
    Lt: lambda mark: f"below {mark.lt:g}",
}

LENGTHS: Mapping[type, Callable[[Any], str]] = {
    MinLen: lambda mark: f"at least {mark.min_length} long" if mark.min_length else "",
    MaxLen: lambda mark: f"at most {mark.max_length} long",
}


def _plain(base: Any) -> str:
    if is_dataclass(base):
        hints = get_type_hints(base, include_extras=True)
        return "{ " + ", ".join(f"{f.name} = {allowed(hints[f.name])}" for f in fields(base)) + " }"
    return PLAIN.get(base, getattr(base, "__name__", str(base)))


def _choice(args: tuple[Any, ...]) -> str:
    *most, last = [_toml_word(arg) for arg in args]
    return f"{', '.join(most)} or {last}" if most else last


def _toml_word(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _listing(args: tuple[Any, ...]) -> str:
    if args[-1] is Ellipsis:
        return f"a list [{allowed(args[0])}, …]"
    return f"[{', '.join(allowed(arg) for arg in args)}]"


def _either(args: tuple[Any, ...]) -> str:
    return " or ".join(allowed(arg) for arg in args if arg is not NoneType)


def _mapping(args: tuple[Any, ...]) -> str:
    return "{ name = " + allowed(args[1]) + ", … }"


BY_ORIGIN: Mapping[Any, Callable[[tuple[Any, ...]], str]] = {
    Literal: _choice,
    tuple: _listing,
    Union: _either,
    UnionType: _either,
    dict: _mapping,
    Mapping: _mapping,
}
