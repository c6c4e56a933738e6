"""Ways that look at who corrects towards whom."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.baselines import coupling
from models.leader.takes import Heard


@pytest.mark.parametrize("way", [coupling.pairwise_gains, coupling.hypothesis_filter])
def test_a_leader_whom_all_follow_is_found_better_than_by_chance(way, bands: list[Heard]) -> None:
    found = [np.mean(way(heard).shares[:, :-1].argmax(1) == heard.leader) for heard in bands]
    assert np.mean(found) > 0.45
