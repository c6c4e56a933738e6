"""The model with one thing taken from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.leader.network import Network
from models.leader.judge.ablations import ablated, forgetful, true_onsets, without_pairs, without_tempograms
from models.leader.judge.ours import Listener, frames, raw
from models.leader.takes import Heard


class Recorder(Network):
    """The shipped network, noting the frames that it saw and when it was reset."""

    def __init__(self) -> None:
        real = Network.load()
        super().__init__(real._session, real.contract, real.sha256)
        self.seen: list[tuple[float, float]] = []
        self.resets = 0

    def reset(self) -> None:
        self.resets += 1
        super().reset()

    def step(self, frame):  # type: ignore[no-untyped-def]
        self.seen.append((float(np.abs(frame.pair).sum()), float(frame.tempogram.sum())))
        return super().step(frame)


@pytest.mark.parametrize(("stage", "blank"), [(without_pairs, 0), (without_tempograms, 1)])
def test_what_is_taken_away_is_blank_and_the_rest_is_there(band: Heard, stage, blank: int) -> None:  # type: ignore[no-untyped-def]
    network = Recorder()
    list(stage(frames(band, network), network))
    sums = np.sum(network.seen, axis=0)
    assert sums[blank] == 0.0
    assert sums[1 - blank] > 0.0


def test_the_state_is_thrown_away_every_ten_seconds(band: Heard) -> None:
    network = Recorder()
    assert len(list(forgetful(frames(band, network), network))) == 120
    assert network.resets == 2


def test_true_onsets_are_the_notes_of_the_take(band: Heard) -> None:
    assert band.take is not None
    onsets = [r.t for r in true_onsets(band).readings if r.kind == "onset"]
    assert sorted(onsets) == pytest.approx(np.sort(np.concatenate([p.times for p in band.take.parts])))


def test_where_no_score_is_known_true_onsets_are_refused(band: Heard) -> None:
    with pytest.raises(BridgeError, match="notes are not known"):
        true_onsets(replace(band, take=None))


def test_each_ablation_changes_the_answer(band: Heard) -> None:
    whole = Listener(None, raw)(band)
    for name, way in ablated(None).items():
        told = way(band)
        assert told.bpm is not None
        changed = np.abs(told.bpm - whole.bpm).max() + np.abs(np.asarray(told.shares) - whole.shares).max()
        assert changed > 0 or name == "octave not held", name
