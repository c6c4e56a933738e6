"""Figures of a model file, their tables, pictures and card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from bridge.errors import BridgeError
from bridge.labels import STYLES
from bridge.types import RATE
from models.mcclstm.data.collection import MEL, Heard
from models.mcclstm.judge import card, real
from models.mcclstm.judge.baselines import MAJORITY
from models.mcclstm.judge.evaluate import chances, figures
from models.mcclstm.network.architecture import ARCHITECTURES
from models.mcclstm.network.export import export, load_checkpoint
from models.mcclstm.network.net import Net

HEAD = "# $name of $trained\n\n$sha256 $kilobytes $milliseconds\n\n$folds\n\n$figures\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    torch.manual_seed(1)
    torch.save({"net": Net(ARCHITECTURES["MCCLSTM"], len(STYLES)).state_dict()}, folder / "net.pt")
    export(folder / "net.pt", folder / "net.onnx", "test-1")
    return folder / "net.onnx"


def _tracks(seed: int) -> list[Heard]:
    rng = np.random.default_rng(seed)
    labels = [*STYLES, *STYLES]
    return [
        Heard(rng.normal(-5, 1, (340, MEL.bands)).astype(np.float16), label, f"{label}-{i % 20}")
        for i, label in enumerate(labels)
    ]


@pytest.fixture(scope="module")
def found(model: Path) -> dict[str, Any]:
    return json.loads(json.dumps({**figures(model, _tracks(0), _tracks(1)), "real": {}}))


def test_the_file_says_of_a_track_what_the_network_says(model: Path) -> None:
    from bridge.analysis.tags import Tagger

    track = _tracks(2)[0].frames[:320]
    net = load_checkpoint(model.with_suffix(".pt"))
    wanted = net.answers(torch.from_numpy(track.astype(np.float32)).reshape(1, 4, 80, 40))[0].exp()
    told = chances(Tagger(model, model.read_bytes()), track)
    np.testing.assert_allclose(told, wanted.numpy(), atol=1e-4)


def test_the_confusions_count_every_track_and_agree_with_the_accuracy(found: dict[str, Any]) -> None:
    confusion = np.array(found["confusion"])
    assert confusion.sum() == 26
    assert found["accuracy"]["test-1"][0] == pytest.approx(np.trace(confusion) / 26, abs=1e-4)
    assert found["accuracy"][MAJORITY][0] == pytest.approx(1 / 13, abs=1e-4)
    recalls = [found["classes"][style]["test-1"][0] for style in STYLES]
    assert np.mean(recalls) == pytest.approx(found["accuracy"]["test-1"][0], abs=1e-3)


def test_it_is_asked_after_one_two_and_four_chunks_of_four(found: dict[str, Any]) -> None:
    assert list(found["sure"]) == ["1", "2", "4"]
    assert found["settling"]["test-1"]["4"] == pytest.approx(found["accuracy"]["test-1"][0], abs=1e-4)


def test_the_card_is_the_words_with_the_figures_and_has_two_pictures(
    found: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "figures.json").write_text(json.dumps(found))
    (tmp_path / "folds.md").write_text("the folds")
    (tmp_path / "head.md").write_text(HEAD)
    out = tmp_path / "card.md"
    card.write(tmp_path / "figures.json", tmp_path / "folds.md", out, tmp_path / "head.md")
    text = out.read_text()
    assert text.startswith("# test-1 of ")
    assert "the folds" in text
    assert "| viennese_waltz | 2 |" in text
    assert {path.name for path in tmp_path.glob("*.png")} == {"confusion.png", "settling.png"}


def test_a_card_without_figures_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"models\.mcclstm evaluate"):
        card.write(tmp_path / "none.json", tmp_path / "none.md", tmp_path / "card.md")


def test_a_real_mix_is_the_sum_of_its_stems(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / next(iter(real.MIXES))
    folder.mkdir()
    rng = np.random.default_rng(0)
    for name, seconds in (("a", 4.0), ("b", 3.0)):
        soundfile.write(folder / f"{name}.wav", rng.normal(0, 0.05, round(seconds * RATE)), RATE)
    assert len(real.mixed(folder)) == 4 * RATE
    assert np.abs(real.mixed(folder)).max() == pytest.approx(0.5)
    (told,) = real.answers(model, tmp_path).values()
    assert told["chunks"] == 2
    assert sum(told["named"].values()) == 2
