"""The file says what PyTorch says, and the ear can use it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from bridge.analysis.descriptors import StyleEar
from bridge.analysis.tags import Tagger
from bridge.labels import STYLES
from bridge.types import HOP, RATE, Block
from models.mcclstm.network.architecture import ARCHITECTURES
from models.mcclstm.network.export import export
from models.mcclstm.network.net import Net


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    folder = tmp_path_factory.mktemp("export")
    torch.manual_seed(0)
    net = Net(ARCHITECTURES["MCCLSTM"], len(STYLES))
    torch.save({"net": net.state_dict()}, folder / "net.pt")
    return folder / "net.onnx", export(folder / "net.pt", folder / "net.onnx", "test")


def test_the_file_is_small_and_as_good_as_pytorch(exported: tuple[Path, float]) -> None:
    path, worst = exported
    assert worst < 1e-4
    assert path.stat().st_size < 3_000_000


def test_it_keeps_the_contract(exported: tuple[Path, float]) -> None:
    path, _ = exported
    tagger = Tagger(path, path.read_bytes())
    assert (tagger.contract.labels, tagger.contract.length) == (STYLES, 80)
    assert (tagger.contract.mel.bands, tagger.contract.mel.hop) == (40, 1024)
    assert {name: state.shape for name, state in tagger.blank.items()} == {
        "h": (1, 1, 200),
        "c": (1, 1, 200),
    }


def test_the_ear_says_a_chance_for_every_style_after_each_chunk(exported: tuple[Path, float]) -> None:
    path, _ = exported
    ear = StyleEar("mix", Tagger(path, path.read_bytes()))
    rng = np.random.default_rng(0)
    told = [
        reading
        for hop in range(5 * RATE // HOP)
        for reading in ear.push(Block("mix", hop * HOP, RATE, rng.normal(0, 0.1, HOP).astype(np.float32)))
    ]
    styles = [reading for reading in told if reading.kind == "styles"]
    assert len(styles) == 2
    assert all(sum(reading.value) == pytest.approx(1.0, abs=1e-3) for reading in styles)
    assert styles[0].value != styles[1].value
