"""Fixtures that the tests of the leader model share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shards of ensembles of six seconds."""
    from models.leader.network.dataset import make_shard  # which needs the extra `train`

    folder = tmp_path_factory.mktemp("shards")
    for seed in (1, 2):
        make_shard(folder, seed, seconds=6.0)
    return folder
