"""Shards: what a network trains on, made as the bridge would make it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.network.columns import COLUMNS
from models.leader.network.dataset import (
    LONGEST_DELAY,
    NO_TEMPO,
    delayed,
    heard_shards,
    load,
    make_shard,
    shard_of,
    strangers,
)
from models.leader.takes import NOBODY, Heard

SECONDS = 8.0


@pytest.fixture(scope="module")
def trios() -> list[Heard]:
    rng = np.random.default_rng(2)
    return [hear(rng, draw_take(rng, CONDITIONS["A"], "", 3, SECONDS)) for _ in range(4)]


def test_a_shard_holds_a_frame_each_tick(trios: list[Heard]) -> None:
    shard = shard_of(trios)
    assert shard.bus.shape == (4, 80, 3, len(COLUMNS.bus))
    assert shard.pair.shape == (4, 80, 3, 3, len(COLUMNS.pair))
    assert shard.bpm.shape == shard.leader.shape == (4, 80)
    assert np.isfinite(shard.bus).all()


def test_the_same_seed_makes_the_same_shard(tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        folder.mkdir()
    one, two = (load(make_shard(folder, 5, 3.0)) for folder in folders)
    np.testing.assert_array_equal(one.pair, two.pair)
    np.testing.assert_array_equal(one.leader, two.leader)


def test_a_late_bus_is_late_in_all_it_plays(trios: list[Heard]) -> None:
    late = delayed(np.random.default_rng(1), trios[0])
    for bus in trios[0].buses:
        before = np.array([r.t for r in trios[0].readings if r.bus == bus])
        after = np.array([r.t for r in late.readings if r.bus == bus])
        assert np.ptp(after - before) < 1e-9
        assert 0.0 <= (after - before)[0] <= LONGEST_DELAY
    assert [r.arrived for r in late.readings] == sorted(r.arrived for r in late.readings)


def test_nobody_leads_strangers_and_no_tempo_is_right(trios: list[Heard]) -> None:
    for mixed in strangers(trios):
        assert set(mixed.leader.tolist()) == {NOBODY}
        assert set(mixed.bpm.tolist()) == {NO_TEMPO}


def test_each_bus_of_strangers_is_one_take_s(trios: list[Heard]) -> None:
    mixed = strangers(trios)[0]
    for i, bus in enumerate(mixed.buses):
        source = trios[i]
        expected = [r.t for r in source.readings if r.bus == source.buses[i]]
        assert [r.t for r in mixed.readings if r.bus == bus] == expected


def test_what_was_heard_as_sound_is_grouped_by_size(trios: list[Heard], tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    duo = hear(rng, draw_take(rng, CONDITIONS["A"], "", 2, SECONDS))
    heard_shards(tmp_path, "sound", [*trios, duo])
    sizes = sorted(load(path).bus.shape[:3:2] for path in tmp_path.glob("*.npz"))
    assert sizes == [(1, 2), (4, 3)]
