"""A model file that would end or hold up the bridge is found out in a process of its own."""

from __future__ import annotations

from pathlib import Path

import onnx
import pytest

from bridge.errors import ModelError
from bridge.leader import trial
from bridge.leader.network import Network


@pytest.fixture
def fatal(model: Path, tmp_path: Path) -> Path:
    """A model one size of which ends the process that loads it (ONNX Runtime 1.31 aborts)."""
    made = onnx.load(model)
    made.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 2**31
    path = tmp_path / "fatal.onnx"
    path.write_bytes(made.SerializeToString())
    return path


def test_a_model_that_ends_the_process_that_loads_it_is_refused_in_one_line(fatal: Path) -> None:
    with pytest.raises(ModelError) as refused:
        Network.load(fatal)
    assert str(refused.value).isprintable()
    assert "use the model that came with this version" in str(refused.value)


def test_a_model_that_does_not_come_back_is_not_waited_for(model: Path, monkeypatch) -> None:
    monkeypatch.setattr(trial, "PATIENCE", 0.01)
    with pytest.raises(ModelError, match="does not come back within"):
        trial.survive("slow.onnx", model.read_bytes())


def test_the_model_that_ships_is_known_and_not_tried(monkeypatch) -> None:
    monkeypatch.setattr(trial.subprocess, "run", lambda *_, **__: pytest.fail("a process was started"))
    assert Network.load().contract.name


def test_a_good_model_is_tried_once(model: Path, tmp_path: Path, monkeypatch) -> None:
    copy = tmp_path / "own.onnx"
    copy.write_bytes(model.read_bytes())
    Network.load(copy)
    monkeypatch.setattr(trial.subprocess, "run", lambda *_, **__: pytest.fail("a process was started"))
    Network.load(copy)
