"""Where shipped files are found."""

from __future__ import annotations

import pytest

from bridge.assets import find
from bridge.errors import BridgeError


def test_the_leader_model_is_found() -> None:
    assert find("models", "leader.onnx").stat().st_size > 100_000


def test_what_is_missing_is_named_with_what_to_do() -> None:
    with pytest.raises(BridgeError, match=r"nothing\.onnx is missing from models.*pip install"):
        find("models", "nothing.onnx")
