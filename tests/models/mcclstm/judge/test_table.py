"""The table over folds: one definition, nothing sought twice, nothing divided wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.mcclstm.data.collection import Heard
from models.mcclstm.judge import table
from models.mcclstm.judge.baselines import MAJORITY
from models.mcclstm.network.architecture import ARCHITECTURES
from models.mcclstm.network.train import TrainSettings
from tests.models.mcclstm.pulses import tracks

QUICK = TrainSettings(epochs=1, batch=8)


def test_all_seven_architectures_and_the_baselines_are_in_it(tmp_path: Path) -> None:
    some = tracks(5, frames=90)
    found = table.measure(table.divisions("folds", some, 2), QUICK, tmp_path)
    assert set(ARCHITECTURES) | {MAJORITY} < set(found)
    assert all(len(each) == 2 and all(0.0 <= right <= 1.0 for right in each) for each in found.values())
    assert len(list(tmp_path.glob("*.json"))) == 2 * (len(ARCHITECTURES) + 1)


def test_a_figure_that_is_kept_is_not_sought_again(tmp_path: Path) -> None:
    for name in ARCHITECTURES:
        (tmp_path / f"{name}-0.json").write_text(json.dumps({name: 0.123}))
    found = table.measure(table.divisions("folds", tracks(5, frames=90), 1), QUICK, tmp_path)
    assert {found[name][0] for name in ARCHITECTURES} == {0.123}


def test_other_settings_or_tracks_are_kept_elsewhere() -> None:
    places = {
        table.place("rendered", tracks(2), QUICK),
        table.place("rendered", tracks(3), QUICK),
        table.place("rendered", tracks(2), TrainSettings(epochs=2)),
    }
    assert len(places) == 3


def test_the_filtered_split_leaves_the_faulty_tracks_out() -> None:
    names = ("blues.00029", "blues.00000", "blues.00012", "reggae.00086")
    some = [Heard(np.zeros((90, 40), np.float16), name.split(".")[0], name) for name in names]
    (division,) = table.divisions("filtered", some, 10)
    assert [track.piece for track in division.train] == ["blues.00029"]
    assert [track.piece for track in division.test] == ["blues.00012"]


def test_mean_and_spread_are_of_the_folds() -> None:
    text = table.written({"R0": [0.5, 0.7], "R1": [0.25]}, 90, QUICK)
    assert "90 tracks, 2 folds; 1 passes" in text
    assert "| R0 | 60.0 ± 14.1 |" in text
    assert "| R1 | 25.0 |" in text


def test_what_cannot_be_judged_is_said(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="--split half"):
        table.divisions("half", tracks(2), 1)
    with pytest.raises(BridgeError, match="--data gtzan"):
        table.collection("gtzan", None, 1)
    with pytest.raises(BridgeError, match="too few tracks"):
        list(table.divisions("filtered", tracks(1), 1))
