"""The leader model in ONNX Runtime: one tick in, its verdict out, the state carried."""

from __future__ import annotations

import hashlib
import logging
import math
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from bridge.assets import find
from bridge.errors import ModelError
from bridge.inference import Inference, inference
from bridge.leader.contract import OUTPUTS, STATES, VERDICT, WHAT_TO_DO, Contract, read
from bridge.leader.trial import survive
from bridge.types import F32, Frame

log = logging.getLogger(__name__)

SHIPPED = "leader.onnx"
MOST_BYTES = 64 * 1024 * 1024
"""A larger file is no leader model; it is refused before it is read."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What the model says at one tick.

    ``tempo`` chances over the contract's tempo bins ``(B,)``; ``bpm``; ``tempo_confidence`` 0 to 1;
    ``shares`` of the lead, the last one nobody's, ``(N + 1,)``, adding up to 1.
    """

    tempo: F32
    bpm: float
    tempo_confidence: float
    shares: F32

    @property
    def sane(self) -> bool:
        """Every number is finite, the tempo positive, and the shares are shares."""
        numbers = bool(np.isfinite(self.tempo).all()) and math.isfinite(self.tempo_confidence)
        return numbers and math.isfinite(self.bpm) and self.bpm > 0 and self._shares_add_up

    @property
    def _shares_add_up(self) -> bool:
        return bool((self.shares >= 0).all()) and math.isclose(float(self.shares.sum()), 1.0, abs_tol=1e-3)


NO_VERDICT = Verdict(np.zeros(0, np.float32), math.nan, 0.0, np.zeros(0, np.float32))
"""That of a model that does not work; not sane."""


class Network:
    """A loaded model and the state it carries. One thread, sequential; not thread-safe.

    ``contract`` what the file asks and says; ``sha256`` of the file.
    """

    fault = "the leader model gave numbers that are none; use another one ([leader] model)"
    """What is to be said when a verdict is not sane."""

    def __init__(self, session: Inference, contract: Contract, sha256: str) -> None:
        self.contract = contract
        self.sha256 = sha256
        self._session = session
        self._state: dict[str, F32] = {}

    @classmethod
    def load(cls, path: str | Path | None = None) -> Network:
        """Load and check a model file; None is the one that ships.

        Raises as `of` does, and when the file is missing, or when a process that loads it does not live.
        """
        if not path:
            shipped = find("models", SHIPPED)
            return cls.of(str(shipped), _read(shipped))
        data = _read(Path(path))
        survive(str(path), data)
        return cls.of(str(path), data)

    @classmethod
    def of(cls, path: str, data: bytes) -> Network:
        """The model ``data`` of the file called ``path``, checked.

        Raises `ModelError` (one line, what to do) when it is no ONNX model or breaks the contract. Another
        aubio build than the model's is logged as a warning.
        """
        session = _session(path, data)
        shapes = (
            {tensor.name: tensor.shape for tensor in side}
            for side in (session.get_inputs(), session.get_outputs())
        )
        contract = read(path, session.get_modelmeta().custom_metadata_map, *shapes)
        _compare_aubio(contract.aubio)
        return cls(session, contract, hashlib.sha256(data).hexdigest())

    def reset(self) -> None:
        """Forget all that was heard."""
        self._state = {}

    def step(self, frame: Frame) -> Verdict:
        """The verdict on one frame, the state carried on; another number of buses begins anew.

        Not sane when the model fails: `reset` it then.
        """
        buses = len(frame.buses)
        if len(self._state.get("bus_h", ())) != buses:
            self._state = self._blank(buses)
        inputs = {"bus": frame.bus, "tempogram": frame.tempogram, "pair": frame.pair, "world": frame.world}
        try:
            outputs = self._session.run(OUTPUTS, {**inputs, **self._state})
        except Exception:  # as in loading: no common base, one meaning
            return NO_VERDICT
        self._state = dict(zip(STATES, outputs[len(VERDICT) :], strict=True))
        tempo, bpm, confidence, shares = outputs[: len(VERDICT)]
        return Verdict(tempo, float(bpm), float(confidence), shares)

    def _blank(self, buses: int) -> dict[str, F32]:
        hidden, world = self.contract.hidden, self.contract.world
        shapes = ((buses, hidden), (buses, hidden), (world,), (world,))
        return {name: np.zeros(shape, dtype=np.float32) for name, shape in zip(STATES, shapes, strict=True)}


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ModelError(f"leader model {path}: larger than {MOST_BYTES >> 20} MB; {WHAT_TO_DO}")
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"leader model {path}: {error.strerror or error}; {WHAT_TO_DO}") from None


def _session(path: str, data: bytes) -> Inference:
    try:
        return inference(data)
    except ValueError as error:
        raise ModelError(f"leader model {path}: {error}; {WHAT_TO_DO}") from None


def _compare_aubio(built: str) -> None:
    package, _, release = built.partition(" ")
    try:
        here = version(package)
    except PackageNotFoundError:
        log.warning("the leader model was made for %s, which is not installed: its onsets may differ", built)
        return
    if here.split(".")[:2] != release.split(".")[:2]:
        log.warning("the leader model was made for %s, here is %s: its onsets may differ", built, here)
