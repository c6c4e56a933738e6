"""Chunks, and folds that divide no piece."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.mcclstm.data.collection import HOPS, LENGTH, MEL, chunks, fold


def test_every_piece_is_tested_once_in_ten_folds_and_never_divided() -> None:
    pieces = [f"piece-{number // 2}" for number in range(100)]
    folds = [fold(pieces, number) for number in range(10)]
    for uses in folds:
        assert (uses.count("train"), uses.count("validate"), uses.count("test")) == (80, 10, 10)
        assert uses[::2] == uses[1::2]
    tested = [place for uses in folds for place, use in enumerate(uses) if use == "test"]
    assert sorted(tested) == list(range(100))


@pytest.mark.parametrize("hop", HOPS)
def test_the_chunks_of_a_hop_are_the_frames_of_that_hop(hop: int) -> None:
    sound = np.random.default_rng(0).normal(0, 0.1, 400_000).astype(np.float32)
    wanted = replace(MEL, hop=hop).frames(sound)
    found = chunks(MEL.frames(sound), hop)
    assert found.shape == (len(wanted) // LENGTH, LENGTH, MEL.bands)
    np.testing.assert_array_equal(found.reshape(-1, MEL.bands), wanted[: len(found) * LENGTH])
