"""The statistics by which simulated and real ensembles are compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.ensembles.fit import STATISTICS, beat_matrix, fit, statistics

BEATS = 1.0 + 0.5 * np.arange(400)


def jittered(spread: float, players: int = 3) -> np.ndarray:
    return BEATS[:, None] + np.random.default_rng(0).normal(0.0, spread, (len(BEATS), players))


def test_the_onset_nearest_to_a_beat_is_that_players_beat() -> None:
    onsets = np.sort(np.concatenate([BEATS[:-1] + 0.01, BEATS[:-1] + 0.25]))
    matrix = beat_matrix([onsets], BEATS)
    np.testing.assert_allclose(matrix[:-1, 0], BEATS[:-1] + 0.01)
    assert np.isnan(matrix[-1, 0])


def test_statistics_of_independent_jitter_are_those_of_theory() -> None:
    found = {name: values[0] for name, values in statistics([jittered(0.01)]).items()}
    assert found["pairwise asynchrony SD (ms)"] == pytest.approx(10.0 * 2**0.5, rel=0.1)
    assert found["interval CV (%)"] == pytest.approx(100 * 0.01 * 2**0.5 / 0.5, rel=0.15)
    assert found["lag-1 autocorrelation"] == pytest.approx(-0.5, abs=0.1)


def test_an_even_ramp_is_drift_and_not_jitter() -> None:
    ramp = np.cumsum(0.5 * 0.998 ** np.arange(400))[:, None] + np.zeros(3)
    found = statistics([ramp + np.random.default_rng(1).normal(0.0, 1e-4, ramp.shape)])
    assert found["interval CV (%)"][0] < 0.5
    assert found["pairwise asynchrony SD (ms)"][0] < 1.0


def trios(folder: Path, tracks: int = 4) -> None:
    """A small database in the real one's format."""
    folder = folder / "jazz_trio_database"
    folder.mkdir()
    rng = np.random.default_rng(0)
    store = {"tracks": np.array([f"t{i}" for i in range(tracks)])}
    for name in ("beat", "piano", "bass", "drums"):
        times = [600 * BEATS + rng.normal(0.0, 9.0, len(BEATS)) for _ in range(tracks)]
        store[f"{name}_ms"] = np.concatenate(times).astype(np.int32)
        store[f"{name}_ptr"] = np.arange(tracks + 1) * len(BEATS)
    np.savez(folder / "jtd_onsets.npz", **store)
    (folder / "jtd_coupling_tempo.csv").write_text(
        "track,piano_to_bass,n_piano_to_bass\na,0.3,100\nb,0.1,100\n"
    )


def test_the_fit_writes_a_table_and_a_picture(tmp_path: Path) -> None:
    trios(tmp_path)
    table = fit(tmp_path, tmp_path / "out", count=1)
    assert all(name in table for name in STATISTICS)
    assert "0.20" in (tmp_path / "out" / "fit.md").read_text()
    assert (tmp_path / "out" / "fit.png").stat().st_size > 5000


def test_missing_trios_are_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="jtd_onsets"):
        fit(tmp_path, tmp_path / "out", count=1)
