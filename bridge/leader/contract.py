"""What a leader model file must be: tensor names and shapes, and metadata (docs/model-contract.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridge.errors import ModelError
from bridge.leader.columns import Columns
from bridge.leader.tempogram import BINS, MEMORY, PER_OCTAVE, SHORTEST
from bridge.types import F32, HOP, RATE, TICK, WINDOW

FORMAT = "1"
"""Version of the contract; a file of another one is refused."""
FRAME = ("bus", "tempogram", "pair", "world")
STATES = ("bus_h", "bus_c", "world_h", "world_c")
INPUTS = (*FRAME, *STATES)
VERDICT = ("tempo", "bpm", "tempo_confidence", "shares")
OUTPUTS = (*VERDICT, *(f"{name}_out" for name in STATES))

FIXED: Mapping[str, Any] = {
    "format": FORMAT,
    "rate": RATE,
    "window": WINDOW,
    "hop": HOP,
    "tick": TICK,
    "tempogram": {"bins": BINS, "shortest": SHORTEST, "per_octave": PER_OCTAVE, "memory": list(MEMORY)},
}
"""Metadata that must be just this, for the features are made so (JSON under ``leaderbridge.<key>``)."""
FREE = ("name", "trained", "aubio", "columns", "tempo_bins")
"""Metadata that each file says for itself."""
PREFIX = "leaderbridge."
WHAT_TO_DO = "use the model that came with this version (leave [leader] model empty) or export it again"


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """What one model file asks and says.

    ``name``; ``trained`` a date; ``aubio`` the build its features were made for; ``columns`` of its
    frames; ``tempo_bins`` BPM ``(B,)`` ascending; ``hidden`` and ``world`` sizes of the states.
    """

    name: str
    trained: str
    aubio: str
    columns: Columns
    tempo_bins: F32
    hidden: int
    world: int


def metadata(
    name: str, trained: str, aubio: str, columns: Columns, tempo_bins: Sequence[float]
) -> dict[str, str]:
    """The metadata an export writes: what `read` checks."""
    asked = {"bus": columns.bus, "pair": columns.pair, "world": columns.world}
    free = {
        "name": name,
        "trained": trained,
        "aubio": aubio,
        "columns": asked,
        "tempo_bins": list(tempo_bins),
    }
    return {PREFIX + key: json.dumps(value) for key, value in {**FIXED, **free}.items()}


def read(
    path: str,
    said: Mapping[str, str],
    inputs: Mapping[str, Sequence[Any]],
    outputs: Mapping[str, Sequence[Any]],
) -> Contract:
    """The contract of a file from its metadata and its tensors' shapes by name.

    Raises `ModelError` when anything in it is not as the bridge needs it.
    """
    facts = _facts(path, said)
    for key, needed in FIXED.items():
        if facts[key] != needed:
            raise _refused(path, f"{key} is {facts[key]!r}, not {needed!r}")
    try:
        columns = Columns(**{axis: tuple(map(str, names)) for axis, names in facts["columns"].items()})
        bins = np.asarray(facts["tempo_bins"], dtype=np.float32)
    except (TypeError, ValueError, AttributeError):
        raise _refused(path, "its columns or tempo_bins cannot be read") from None
    if bins.ndim != 1 or len(bins) < 2 or bins[0] <= 0 or np.any(np.diff(bins) <= 0):
        raise _refused(path, "tempo_bins must be ascending BPM")
    hidden, world = _state_sizes(path, inputs)
    _check_shapes(path, inputs, _input_shapes(columns, hidden, world))
    _check_shapes(path, outputs, _output_shapes(len(bins), hidden, world))
    name, trained, aubio = (str(facts[key]) for key in ("name", "trained", "aubio"))
    return Contract(name, trained, aubio, columns, bins, hidden, world)


def _facts(path: str, said: Mapping[str, str]) -> dict[str, Any]:
    missing = [key for key in (*FIXED, *FREE) if PREFIX + key not in said]
    if missing:
        raise _refused(path, f"it says nothing about {', '.join(missing)}, so it is no leader model")
    try:
        return {key: json.loads(said[PREFIX + key]) for key in (*FIXED, *FREE)}
    except ValueError:
        raise _refused(path, "its metadata are not JSON") from None


def _state_sizes(path: str, inputs: Mapping[str, Sequence[Any]]) -> tuple[int, int]:
    sizes = [inputs[name][-1] if inputs.get(name) else None for name in ("bus_h", "world_h")]
    if not all(isinstance(size, int) and size > 0 for size in sizes):
        raise _refused(path, "bus_h and world_h must have a fixed last size")
    return sizes[0], sizes[1]  # type: ignore[return-value]


def _input_shapes(columns: Columns, hidden: int, world: int) -> dict[str, tuple[int | None, ...]]:
    return {
        "bus": (None, len(columns.bus)),
        "tempogram": (None, len(MEMORY), BINS),
        "pair": (None, None, len(columns.pair)),
        "world": (len(columns.world),),
        "bus_h": (None, hidden),
        "bus_c": (None, hidden),
        "world_h": (world,),
        "world_c": (world,),
    }


def _output_shapes(bins: int, hidden: int, world: int) -> dict[str, tuple[int | None, ...]]:
    return {
        "tempo": (bins,),
        "bpm": (),
        "tempo_confidence": (),
        "shares": (None,),
        "bus_h_out": (None, hidden),
        "bus_c_out": (None, hidden),
        "world_h_out": (world,),
        "world_c_out": (world,),
    }


def _check_shapes(
    path: str, have: Mapping[str, Sequence[Any]], needed: Mapping[str, Sequence[int | None]]
) -> None:
    if set(have) != set(needed):
        raise _refused(path, f"its tensors are {', '.join(sorted(have))}, not {', '.join(needed)}")
    for name, shape in needed.items():
        # A free size is a name or None in the file; where one is fixed here, a free one would hide errors.
        got = [size if isinstance(size, int) else None for size in have[name]]
        if got != list(shape):
            raise _refused(path, f"{name} has shape {got}, not {list(shape)} (None: any number of buses)")


def _refused(path: str, why: str) -> ModelError:
    return ModelError(f"leader model {path}: {why}; {WHAT_TO_DO}")
