"""Pieces for the ballroom are as their dance is defined."""

from __future__ import annotations

import numpy as np
import pytest

from models.material.ballroom import HIGH, LOW, SECONDS, ballroom, piece
from models.material.patterns import styles

DANCES = [name for name, style in styles().items() if style.motif]


def test_there_are_the_eight_of_the_data_set() -> None:
    assert [tune.style for tune in ballroom(1)] == DANCES
    assert len(DANCES) == 8


@pytest.mark.parametrize("dance", DANCES)
def test_its_tempo_is_the_dance_s_and_steady(dance: str) -> None:
    slowest, fastest = styles()[dance].bars
    for number in range(5):
        lengths = np.diff(piece(dance, number).bars)
        assert slowest <= 60.0 / lengths.mean() <= fastest
        np.testing.assert_allclose(lengths, lengths[0])


def test_a_number_is_a_piece_and_no_two_are_alike() -> None:
    again, other = piece("tango", 3), piece("tango", 4)
    assert piece("tango", 3).parts == again.parts
    assert again.parts != other.parts
    assert again.bars[-1] >= SECONDS


@pytest.mark.parametrize("tune", list(ballroom(2)), ids=lambda tune: tune.name)
def test_the_melody_is_the_voice_above_and_fits_its_chords(tune) -> None:  # type: ignore[no-untyped-def]
    keys = np.array([note.pitch for note in tune.parts["melody"]])
    assert keys.min() >= LOW - 12
    assert keys.max() <= HIGH + 12
    chords = {note.start: set() for note in tune.parts["chords"]}
    for note in tune.parts["chords"]:
        chords[note.start].add(note.pitch % 12)
    bars = np.array(tune.bars)
    within = [
        note.pitch % 12 in chords[bars[np.searchsorted(bars, note.start + 1e-6) - 1]]
        for note in tune.parts["melody"]
    ]
    assert np.mean(within) > 0.5
