"""The search for settings of our own training: on shards, with the real network."""

from __future__ import annotations

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from bridge.errors import BridgeError
from models.leader.__main__ import app, main
from models.leader.network.export import load_checkpoint
from models.leader.network.train import Training, TrainSettings, train
from models.leader.tuning import command, ignorant, loss, split, trial
from models.search.trials import Trial

SMALL = {"rate": 1e-2, "hidden": 8, "world": 4, "width": 0.9, "leader_weight": 0.5, "decay": 0.0}


def test_each_eighth_shard_is_held_out(tmp_path: Path) -> None:
    for i in range(17):
        (tmp_path / f"shard_{i:06d}.npz").touch()
    learnt, held = split(tmp_path)
    assert [path.stem[-2:] for path in held] == ["00", "08", "16"]
    assert len(learnt) == 14
    assert not set(learnt) & set(held)


def test_one_shard_is_too_few(tmp_path: Path) -> None:
    (tmp_path / "shard_000000.npz").touch()
    with pytest.raises(BridgeError, match="fewer than two shards: make some"):
        split(tmp_path)


def test_a_trial_that_goes_on_elsewhere_ends_as_one_that_never_stopped(shards: Path, tmp_path: Path) -> None:
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    whole = list(trial(shards, 1, SMALL, tmp_path / "whole", 3))
    begun = trial(shards, 1, SMALL, tmp_path / "parts", 3)
    parts = [next(begun), *trial(shards, 1, SMALL, tmp_path / "parts", 3)]
    assert parts == pytest.approx(whole, rel=1e-5)


def test_who_knows_nothing_does_as_a_network_that_says_nothing(shards: Path, tmp_path: Path) -> None:
    _, held = split(shards)
    net = Training(held, tmp_path / "net.pt", TrainSettings()).net
    for layer in (net.lead[-1], net.nobody[-1], net.last, net.place):
        torch.nn.init.zeros_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    assert loss(net, held) == pytest.approx(ignorant(held), rel=1e-5)


def test_what_was_found_is_said_as_the_command_that_trains_so(shards: Path, tmp_path: Path) -> None:
    said = command(Trial({**SMALL, "hidden": 24}, (1.0,), 1.0, "finished"), shards, 1)
    assert said.startswith("python -m models.leader train --shards")
    arguments = shlex.split(said.replace("build/leader/tuned.pt", str(tmp_path / "net.pt")))[3:]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    net = load_checkpoint(tmp_path / "net.pt")
    assert (net.hidden, net.world_size) == (24, 4)


def test_a_checkpoint_of_another_size_is_told_in_a_line(shards: Path, tmp_path: Path) -> None:
    train(shards, tmp_path / "net.pt", TrainSettings(epochs=1, hidden=8))
    with pytest.raises(BridgeError, match=r"net\.pt is of a network of another size"):
        train(shards, tmp_path / "net.pt", TrainSettings(epochs=1))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--searcher", "luck"], "--searcher luck: there are random, halving"),
        ([], "pip install 'leaderbridge[cluster]'"),
    ],
)
def test_what_is_wrong_ends_in_one_line(
    wrong: list[str],
    told: str,
    shards: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    asked = ["leader", "tune", "--shards", str(shards), "--out", str(tmp_path), *wrong]
    monkeypatch.setattr("sys.argv", asked)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


@pytest.mark.slow
def test_the_command_searches_here_and_keeps_what_it_found(shards: Path, tmp_path: Path) -> None:
    if not find_spec("ray") or not find_spec("pyarrow"):
        message = "Ray Tune is missing: pip install 'leaderbridge[cluster]'"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    budget = ["--samples", "2", "--iterations", "2", "--concurrent", "1"]
    done = CliRunner().invoke(app, ["tune", "--shards", str(shards), "--out", str(tmp_path), *budget])
    assert done.exit_code == 0, done.output
    table = (tmp_path / "random" / "table.md").read_text()
    assert table in done.output
    assert table.count("finished") == 2
    assert "python -m models.leader train --shards" in done.output
    usual = "| 0.001 | 48 | 1 | 0.003 | 0.7 | 48 |"
    assert usual in table, "the settings of the model that ships are always among the trials"
    assert {path.name for path in (tmp_path / "random").iterdir()} >= {"search.png", "trials.csv"}
