"""A small band for tests of the judge."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.takes import Heard


@pytest.fixture(scope="session")
def band() -> Heard:
    """Three players of set A's conditions for 12 s, as the emulated detector hears them."""
    rng = np.random.default_rng(1)
    return hear(rng, draw_take(rng, CONDITIONS["A"], "band 1", 3, 12.0))
