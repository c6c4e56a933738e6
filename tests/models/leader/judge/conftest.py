"""A small band, and shares and leaders, for tests of the judge."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.judge.nobody import STEPS
from models.leader.takes import F64, Heard, Index


@pytest.fixture(scope="session")
def band() -> Heard:
    """Three players of set A's conditions for 12 s, as the emulated detector hears them."""
    rng = np.random.default_rng(1)
    return hear(rng, draw_take(rng, CONDITIONS["A"], "band 1", 3, 12.0))


@pytest.fixture
def drawn() -> tuple[F64, Index]:
    """Shares ``(400, 4)`` of three buses and nobody, and who leads, −1 for nobody."""
    rng = np.random.default_rng(1)
    shares = rng.multinomial(STEPS, rng.dirichlet(np.ones(4), 400)) / STEPS
    return shares, rng.integers(-1, 3, 400)
