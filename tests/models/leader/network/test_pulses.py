"""Bare pulses: the beats of an ensemble and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.take import draw_take
from models.leader.network import pulses
from models.leader.network.dataset import load


def test_each_player_plays_his_own_beats() -> None:
    take = draw_take(np.random.default_rng(3), CONDITIONS["A"], "", 3, 12.0)
    for player, part in enumerate(pulses.bare(take).parts):
        assert np.isin(part.times, take.beats[:, player]).all()
        assert len(part.times) == len(part.strengths) == len(part.pitches) > 8


def test_pulses_keep_to_tempi_that_people_tap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulses, "SHARDS", 1)
    pulses.make_shards(tmp_path, 4.0)
    bpm = load(tmp_path / "shard_pulse_0000.npz").bpm
    assert bpm.min() >= pulses.SLOWEST
    assert bpm.max() <= pulses.FASTEST
