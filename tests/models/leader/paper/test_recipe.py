"""The paper's table of sound."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import HOP, RATE
from models.leader.paper import recipe
from models.leader.paper.sources import Track
from models.leader.paper.table import FEATURES


def test_the_bpm_is_60_over_the_last_interval_rounded_down(band: Track) -> None:
    told = recipe.beats(band.sounds[0])
    times, bpm = told[:, 0], told[:, 1]
    assert np.all(bpm == np.floor(bpm))
    gaps = np.diff(times)
    assert np.all(np.abs(bpm[1:] - 60.0 / gaps) < 1.0 + 60.0 / gaps**2 * 0.01)
    assert np.median(bpm) == pytest.approx(120.0, abs=3.0)


def test_beats_are_known_at_the_end_of_a_hop(band: Track) -> None:
    ends = recipe.beats(band.sounds[0])[:, 0] * RATE / HOP
    assert np.abs(ends - ends.round()).max() * HOP / RATE <= 0.0051


def test_the_volume_is_that_of_the_hop_and_silence_has_no_pitch() -> None:
    assert recipe.beats(np.zeros(RATE, np.float32)).shape == (0, 4)


def test_a_row_holds_what_the_next_beat_tells() -> None:
    mix = np.array([[0.02, 50.0, 440.0, 0.1], [0.04, 60.0, 220.0, 0.2]])
    nothing = np.empty((0, 4))
    table = recipe.arranged("song", [mix, nothing, nothing, nothing, mix[:1]])
    assert table.seconds == pytest.approx([0.0, 0.01, 0.02, 0.03])
    assert table.mix.tolist() == [50.0, 50.0, 60.0, 60.0]
    assert table.values[3, 0].tolist() == [60.0, 220.0, 0.2]
    assert table.stems[:, :3].any() == np.False_
    assert table.stems[:, 3].tolist() == [50.0] * 4


def test_there_are_thirteen_features_time_first(band: Track) -> None:
    table = recipe.extracted(band.name, band.sounds)
    assert table.features.shape == (len(table.seconds), len(FEATURES)) == (len(table.mix), 13)
    assert table.features[:, 0] == pytest.approx(table.seconds)
    assert table.features[:, 1] == pytest.approx(table.stems[:, 0])


def test_a_table_needs_all_five_parts() -> None:
    with pytest.raises(ValueError, match="mix, drums"):
        recipe.arranged("song", [np.empty((0, 4))])
