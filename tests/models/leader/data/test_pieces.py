"""Real pieces become excerpts whose tempo is known and whose leader is not."""

from __future__ import annotations

import numpy as np

from models.leader.data.pieces import Piece, excerpt, training_excerpts
from models.leader.ensembles.detector import Detector
from models.leader.takes import UNKNOWN

EXACT = Detector(0.0, 0.0, 0.0, 0.0, 0.0)
BEATS = np.arange(0.0, 120.0, 0.5)


def test_an_excerpt_begins_anew_and_nobody_knows_its_leader() -> None:
    piece = Piece({"piano": BEATS, "bass": BEATS[::2]}, BEATS)
    cut = excerpt(np.random.default_rng(1), piece, (EXACT, EXACT), seconds=20.0)
    assert cut.buses == ("piano", "bass")
    assert set(cut.leader) == {UNKNOWN}
    np.testing.assert_allclose(cut.bpm, 120.0)
    heard = [reading.t for reading in cut.readings if reading.bus == "piano"]
    np.testing.assert_allclose(np.diff(heard), 0.5)
    assert max(heard) < 20.0


def test_every_piece_is_heard_once_before_any_is_heard_again() -> None:
    pieces = [Piece({"melody": BEATS, "chords": BEATS[::2]}, BEATS * stretch) for stretch in (1.0, 1.2, 0.8)]
    heard = list(training_excerpts(np.random.default_rng(2), pieces, 6, seconds=5.0))
    tempi = [round(float(one.bpm[0])) for one in heard]
    assert sorted(tempi[:3]) == sorted(tempi[3:]) == [100, 120, 150]
    assert heard[0].roles == ("melody", "chords")


def test_a_tempo_outside_the_networks_bins_is_held_at_their_edge() -> None:
    fast = Piece({"drums": BEATS / 3.0}, BEATS / 3.0)
    cut = excerpt(np.random.default_rng(1), fast, (EXACT,), seconds=10.0)
    np.testing.assert_allclose(cut.bpm, 305.0)
