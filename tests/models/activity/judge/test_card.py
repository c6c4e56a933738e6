"""From trained networks to the card, all on tiny data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bridge.analysis.tags import Tagger
from bridge.errors import BridgeError
from models.activity.clips import LABELS
from models.activity.data.pool import Pool, Scenes
from models.activity.judge import card, cost, mixes, real
from models.activity.judge.evaluate import described
from models.activity.judge.ways import MFCC, PRIOR, ways
from models.activity.network.export import export
from models.activity.network.mixer import Mixer
from models.activity.network.net import FORMS
from models.activity.network.train import TrainSettings, train
from models.activity.recordings.multitracks import Annotated
from models.activity.recordings.stems import RealStem
from tests.models.activity.conftest import tone


@pytest.fixture(scope="module")
def checkpoints(pool: Pool, scenes: Scenes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fully connected one has learnt, the others have hardly begun."""
    folder = tmp_path_factory.mktemp("checkpoints")
    settings = TrainSettings(steps=60, batch=32, rate=4e-3)
    for form in FORMS:
        steps = settings.steps if form == "fc" else 1
        train(form, pool, scenes, folder / f"{form}.pt", replace(settings, steps=steps))
    return folder


@pytest.fixture(scope="module")
def model(checkpoints: Path) -> Path:
    export(checkpoints / "fc.pt", checkpoints / "activity.onnx", "tiny")
    return checkpoints / "activity.onnx"


@pytest.fixture(scope="module")
def real_stems() -> list[RealStem]:
    rng = np.random.default_rng(3)
    return [
        RealStem("song", "keys", ("piano",), tone(LABELS.index("piano"), rng)),
        RealStem("song", "wind", ("flute",), tone(LABELS.index("flute"), rng)),
        RealStem("song", "lie", ("voice",), tone(LABELS.index("drums"), rng)),
    ]


@pytest.fixture(scope="module")
def figures(
    checkpoints: Path, model: Path, pool: Pool, scenes: Scenes, real_stems: list[RealStem]
) -> dict[str, object]:
    judged = ways(checkpoints, Mixer(pool), learnt=300)
    tagger = Tagger(model, model.read_bytes())
    return {
        "model": described(model, "fc"),
        "mixes": len(scenes.frames),
        "ways": {
            name: mixes.on_mixes(way, scenes)
            | {"alone": mixes.alone(way, pool), "pairs": real.on_pairs(way, real_stems)}
            for name, way in judged.items()
        },
        "real": [
            {
                "song": stem.song,
                "name": stem.name,
                "labels": stem.labels,
                "ways": {name: real.on_stem(way, stem) for name, way in judged.items()},
                "live": real.live(tagger, stem),
            }
            for stem in real_stems
        ],
        "cost": cost.milliseconds(tagger),
    }


def test_what_has_learnt_beats_the_prior_everywhere(figures: dict) -> None:
    ours, prior = figures["ways"]["fc"], figures["ways"][PRIOR]
    for scale in ("1 s", "5 s", "track"):
        assert ours["scales"][scale]["lrap"] > prior["scales"][scale]["lrap"]
        assert prior["scales"][scale]["auc"] == 0.5
    assert ours["alone"]["top1"] > prior["alone"]["top1"] == pytest.approx(1 / len(LABELS))


def test_the_regression_hears_tones_apart(figures: dict) -> None:
    assert figures["ways"][MFCC]["alone"]["top1"] > 0.8


def test_a_stem_is_judged_by_its_own_labels(figures: dict) -> None:
    keys, _, lie = figures["real"]
    assert keys["ways"][MFCC]["top1"] > 0.9
    assert keys["ways"][MFCC]["said"] == "piano"
    assert lie["ways"][MFCC]["top1"] == 0
    assert lie["ways"][MFCC]["said"] == "drums"
    for stem in (keys, lie):
        assert sum(stem["live"].values()) == pytest.approx(1)


def test_pairs_are_of_one_song(figures: dict) -> None:
    assert figures["ways"]["fc"]["pairs"]["pairs"] == 3


def test_multitracks_of_any_length_are_judged_together(checkpoints: Path, pool: Pool, scenes: Scenes) -> None:
    way = ways(checkpoints, Mixer(pool), learnt=100)["fc"]
    tracks = [
        Annotated("a", scenes.frames[0], scenes.truth[0]),
        Annotated("b", scenes.frames[1, :3], scenes.truth[1, :3]),
    ]
    found = real.on_multitracks(way, tracks)
    assert found["1 s"]["clips"] == 13
    assert found["track"]["clips"] == 2


def test_the_card_is_made_of_the_figures_and_has_its_picture(figures: dict, tmp_path: Path) -> None:
    told, out = tmp_path / "figures.json", tmp_path / "card.md"
    told.write_text(json.dumps(figures))
    card.write(told, out)
    text = out.read_text()
    assert figures["model"]["sha256"] in text
    assert f"| song keys | piano | {figures['real'][0]['ways']['fc']['clips']} |" in text
    for name, way in figures["ways"].items():
        assert f"| {name} | {way['scales']['1 s']['lrap']:.3f} |" in text
    assert (tmp_path / "confusions.png").stat().st_size > 10_000


def test_a_card_of_no_figures_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="python -m models"):
        card.write(tmp_path / "none.json", tmp_path / "card.md")
