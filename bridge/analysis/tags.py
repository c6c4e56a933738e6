"""Networks that look at clips of log-mel frames and say what they are of.

The contract of such a model file, which `models.activity` and `models.mcclstm` write. Metadata: JSON under
`KEY`, the fields of `Contract`. Tensors: ``frames`` ``(B, length, bands)`` in, ``chances`` ``(B, labels)``
out, each 0 to 1; one that remembers also takes its state as any tensors of a fixed shape, and gives each
back under its name with ``_out``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from bridge.analysis.mel import Clip, Mel
from bridge.assets import find
from bridge.errors import ModelError
from bridge.inference import Inference, inference, zeros
from bridge.types import F32

KEY = "leaderbridge.tags"
FRAMES, CHANCES, OUT = "frames", "chances", "_out"
WHAT_TO_DO = "install leaderbridge again (pip install --force-reinstall leaderbridge)"

State = Mapping[str, F32]
"""What a network remembers, by the names of its tensors; empty for one that remembers nothing."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What one model file asks and says: clips of ``length`` frames of ``mel``, a chance for each of
    ``labels``; ``name``, and ``trained`` a date."""

    name: str
    trained: str
    labels: tuple[str, ...]
    length: int
    mel: Mel


CONTRACT = TypeAdapter(Contract)


class Tagger:
    """A loaded model. Holds no state, so one may serve many buses. Thread-safe."""

    def __init__(self, path: Path, data: bytes) -> None:
        try:
            self._session = inference(data)
            self.contract = _contract(self._session)
        except ValueError as error:
            raise ModelError(f"model {path}: {error}; {WHAT_TO_DO}") from None
        inputs = self._session.get_inputs()
        self.blank: State = {each.name: zeros(each.shape) for each in inputs if each.name != FRAMES}
        """The state before anything was heard."""
        self._outputs = [CHANCES, *(name + OUT for name in self.blank)]

    @classmethod
    @cache
    def shipped(cls, name: str) -> Tagger:
        """The one of that name that ships, loaded once. Raises `ModelError` when it cannot be used."""
        path = find("models", f"{name}.onnx")
        return cls(path, path.read_bytes())

    def say(self, clip: Clip, state: State) -> tuple[F32, State]:
        """Chances ``(labels,)`` for a clip heard after ``state``, and the state after it."""
        chances, *states = self._session.run(self._outputs, {FRAMES: clip.frames[None], **state})
        return chances[0], dict(zip(self.blank, states, strict=True))


def _contract(session: Inference) -> Contract:
    try:
        return CONTRACT.validate_json(session.get_modelmeta().custom_metadata_map[KEY])
    except (KeyError, ValidationError):
        raise ValueError(f"says nothing of itself under {KEY}") from None


def named(labels: tuple[str, ...], chances: F32, least: float) -> tuple[str, float]:
    """The likeliest label and its chance; `UNKNOWN` when that is below ``least``."""
    best = int(np.argmax(chances))
    return (labels[best] if chances[best] >= least else UNKNOWN), float(chances[best])


NONE, UNKNOWN = "none", "unknown"
"""Said instead of a label: in silence, and by who is not sure."""
