"""ONNX Runtime, as every model of the bridge is run: one thread, no spinning, nothing sent anywhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

# It is read at the import; without it ONNX Runtime tells its maker of each run, from the stage.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
import onnxruntime


class Inference(Protocol):
    """What the bridge uses of an ``onnxruntime.InferenceSession``. Thread-safe, as that is."""

    def run(self, outputs: Any, inputs: Mapping[str, NDArray[Any]]) -> list[Any]:
        """The named outputs for these inputs."""

    def get_inputs(self) -> list[Any]:
        """Each with ``name`` and ``shape``."""

    def get_outputs(self) -> list[Any]:
        """Each with ``name`` and ``shape``."""

    def get_modelmeta(self) -> Any:
        """With ``custom_metadata_map``."""


def inference(data: bytes) -> Inference:
    """A session for the model file that holds ``data``. Raises `ValueError` when it cannot be run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 4
    # A thread that spins between ticks would take a core from the audio.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session: Inference = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception:  # ONNX Runtime's errors have no common base and any of them means the same here
        raise ValueError("not an ONNX model that can be run") from None
    return session


def zeros(shape: list[Any]) -> NDArray[np.float32]:
    """A tensor of that shape, free sizes taken as 1."""
    return np.zeros([size if isinstance(size, int) else 1 for size in shape], np.float32)
