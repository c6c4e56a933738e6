"""Frozen dataclasses of numbers, names and arrays ↔ flat tables of arrays, as ``.npz`` holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


def flatten(value: object, key: str) -> Iterator[tuple[str, NDArray[Any]]]:
    """Every leaf of ``value`` with its path below ``key``; None leaves nothing behind."""
    if is_dataclass(value):
        for field in fields(value):
            yield from flatten(getattr(value, field.name), f"{key}/{field.name}")
    elif isinstance(value, tuple):
        yield f"{key}/length", np.asarray(len(value))
        for i, item in enumerate(value):
            yield from flatten(item, f"{key}/{i}")
    elif value is not None:
        yield key, np.asarray(value)


def rebuild(hint: Any, arrays: Arrays, key: str) -> Any:
    """The value of type ``hint`` that `flatten` took apart."""
    if is_dataclass(hint):
        hints, make = get_type_hints(hint), cast(Callable[..., object], hint)
        return make(**{f.name: rebuild(hints[f.name], arrays, f"{key}/{f.name}") for f in fields(hint)})
    if get_origin(hint) is tuple:
        item, count = get_args(hint)[0], int(arrays[f"{key}/length"])
        return tuple(rebuild(item, arrays, f"{key}/{i}") for i in range(count))
    if NoneType in get_args(hint):
        there = any(name == key or name.startswith(f"{key}/") for name in arrays)
        return rebuild(get_args(hint)[0], arrays, key) if there else None
    return arrays[key].item() if hint in (str, int, float) else arrays[key]
