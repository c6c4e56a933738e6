"""Tempo curves, made up and recorded."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.ensembles.conditions import MOTIONS as CHANCES
from models.leader.ensembles.curves import FASTEST, MOTIONS, SLOWEST, SYNTHETIC, Curves, draw_curve
from models.leader.ensembles.recorded import curve_of, load_curves


def test_a_curve_stays_in_range_and_outlasts_the_take() -> None:
    for seed in range(40):
        bpm = 300.0 if seed % 2 else 42.0
        curve = draw_curve(np.random.default_rng(seed), CHANCES, bpm, 60.0, SYNTHETIC)
        assert len(curve) >= 640
        assert SLOWEST <= curve.min() <= curve.max() <= FASTEST


@pytest.mark.parametrize("name", MOTIONS)
def test_each_motion_moves_but_not_wildly(name: str) -> None:
    logs = [MOTIONS[name](np.random.default_rng(seed), 700) for seed in range(20)]
    assert all(log.shape == (700,) for log in logs)
    assert 0.0 < np.mean([np.ptp(log) for log in logs]) < 0.8


def test_steps_are_quicker_than_ramps() -> None:
    def steepest(name: str) -> float:
        return float(
            np.median(
                [np.abs(np.diff(MOTIONS[name](np.random.default_rng(s), 700))).max() for s in range(20)]
            )
        )

    assert steepest("steps") > 4 * steepest("ramps") > 0.0


def test_a_recorded_curve_starts_at_the_ensembles_tempo() -> None:
    real = Curves((np.linspace(0.0, 0.3, 5000),))
    curves = [draw_curve(np.random.default_rng(s), {"drift": 1.0}, 100.0, 60.0, real) for s in range(30)]
    risen = [curve for curve in curves if curve[600] / curve[0] > 1.025]
    assert 5 <= len(risen) <= 25
    assert all(curve[0] == pytest.approx(100.0, rel=0.01) for curve in curves)


def test_beats_become_the_log_of_their_tempo() -> None:
    beats = np.concatenate([np.arange(80) * 0.5, 40.0 + np.arange(80) * 0.4])
    curve = curve_of(beats)
    assert curve is not None
    assert np.exp(curve[-20] - curve[20]) == pytest.approx(0.5 / 0.4, rel=0.01)


def test_one_wrong_beat_is_not_in_the_curve() -> None:
    beats = np.sort(np.append(np.arange(100) * 0.5, 20.2))
    curve = curve_of(beats)
    assert curve is not None
    assert np.ptp(curve) < 0.01


@pytest.mark.parametrize(
    "beats", [np.arange(10) * 0.5, np.concatenate([np.arange(99) * 0.5, 50 + np.arange(99)])]
)
def test_short_or_broken_annotations_are_left_out(beats: np.ndarray) -> None:
    assert curve_of(beats) is None


def archive(path: Path, members: dict[str, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as file:
        for name, beats in members.items():
            text = "\n".join(f"{t:.3f} 1" for t in beats).encode()
            member = tarfile.TarInfo(name)
            member.size = len(text)
            file.addfile(member, io.BytesIO(text))


def test_only_sets_that_may_be_used_give_curves_and_no_trio_that_is_judged(tmp_path: Path) -> None:
    beats = np.arange(100) * 0.5
    trios = tmp_path / "jazz_trio_database"
    trios.mkdir()
    np.savez(
        trios / "jtd_onsets.npz",
        tracks=np.array(["evansb-nardis-gomezemorellm-1974-00000000", "drewk-song-ab-1960-0"]),
        beat_ms=np.tile(beats * 1000, 2).astype(np.int32),
        beat_ptr=np.array([0, 100, 200]),
    )
    archive(
        tmp_path / "pop909" / "pop909.tar.gz",
        {"POP909/001/beat_audio.txt": beats, "POP909/001/key.txt": beats},
    )
    sets = {"harmonix/annotations/beats/a.beats": beats, "gtzan/annotations/beats/b.beats": beats}
    archive(tmp_path / "beat_this_annotations" / "beat_this_annotations.tar.gz", sets)
    assert len(load_curves(tmp_path).real) == 3


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="jtd_onsets"):
        load_curves(tmp_path)
