"""The model and the bridge as ways to listen."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import HOP, RATE, Beat, State, Timeline, Transport
from models.leader.judge.ours import Listener, Told, WholeBridge, clocked, held, of_clock, raw, trusted
from models.leader.takes import Answer, Heard


def test_an_octave_is_not_believed_at_once() -> None:
    bins = (40.0 * 2.0 ** (np.arange(72) / 24)).astype(np.float32)
    chances = np.full((40, 72), 1e-5, dtype=np.float32)
    chances[:, 38] = 0.9
    chances[20:25] = np.roll(chances[20:25], -24, axis=1)
    told = held(Told(chances, bins, Answer()))
    assert np.abs(told / bins[38] - 1.0).max() < 0.03


def test_the_model_answers_at_each_tick_with_shares_that_add_up(band: Heard) -> None:
    answer = Listener(None, raw)(band)
    assert answer.bpm is not None
    assert answer.shares is not None
    assert answer.bpm.shape == (120,)
    assert answer.shares.shape == (120, 4)
    assert answer.shares.sum(1) == pytest.approx(np.ones(120), abs=1e-4)


def test_the_bridge_gives_the_shares_of_its_model(band: Heard) -> None:
    bridge, model = WholeBridge(None, trusted)(band), Listener(None, raw)(band)
    # A hop is not a tick: what arrives between the last hop and the tick is heard one tick later.
    assert bridge.shares is not None
    assert np.abs(bridge.shares - model.shares).mean() < 0.02


def test_the_bridge_beats_at_its_clocks_tempo(band: Heard) -> None:
    answer = WholeBridge(None, of_clock)(band)
    assert answer.beats is not None
    assert answer.bpm is not None
    assert len(answer.beats) > 5
    assert 60.0 / np.diff(answer.beats)[-3:].mean() == pytest.approx(answer.bpm[-20:].mean(), rel=0.05)


def test_each_beat_of_a_timeline_is_told_in_one_hop() -> None:
    line = Timeline(120.0, 0.0, 0.0)
    beats = [
        t
        for hop in range(200)
        for t in clocked(Beat(hop * HOP / RATE, State.FOLLOWING, 120.0, 1.0, line, Transport()))
    ]
    assert beats == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0])
