"""The filter that knows the generator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.baselines import told_notes
from models.leader.baselines.ceiling import ceiling
from models.leader.baselines.laws import Gains, Motion, typical
from models.leader.baselines.switching import Belief, moved, switched, told
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.takes import Heard

A = CONDITIONS["A"]


@pytest.fixture(scope="module")
def drawn() -> list[Heard]:
    """Short takes of three under the study's conditions."""
    rng = np.random.default_rng(0)
    return [hear(rng, draw_take(rng, A, f"take {i}", 3, 24.0)) for i in range(3)]


@pytest.mark.parametrize("source", told_notes.SOURCES)
def test_the_ceiling_finds_the_leader_of_generated_takes(source: str, drawn: list[Heard]) -> None:
    way = ceiling(source, A)
    found = [np.mean(way(heard).shares[50:, :-1].argmax(1) == heard.leader[50:]) for heard in drawn]
    assert np.mean(found) > 0.65


def test_shares_have_a_row_a_tick_and_add_up(band: Heard) -> None:
    shares = ceiling("detected onsets", CONDITIONS["B"])(band).shares
    assert shares.shape == (600, 4)
    assert shares.sum(1) == pytest.approx(np.ones(600))


def test_the_ceiling_is_not_told_who_leads(band: Heard) -> None:
    """The same gains given to other players in the law change nothing."""
    turned = tuple(
        replace(s, leader=(s.leader + 1) % 3, gains=np.roll(s.gains, (1, 1), (0, 1)))
        for s in band.take.law.stretches
    )
    other = replace(band, take=replace(band.take, law=replace(band.take.law, stretches=turned)))
    way = ceiling("detected onsets", A)
    np.testing.assert_allclose(way(band).shares, way(other).shares)


def test_the_ceiling_knows_no_onset_before_it_arrives(band: Heard) -> None:
    late = replace(band, readings=tuple(replace(r, arrived=r.arrived + 1.0) for r in band.readings))
    way = ceiling("detected onsets", A)
    np.testing.assert_allclose(way(late).shares[10:], way(band).shares[:-10])


def test_a_take_that_nobody_made_has_no_ceiling(band: Heard) -> None:
    with pytest.raises(BridgeError, match="no known law"):
        ceiling("true beats", A)(replace(band, take=None))


def test_onsets_far_from_any_note_are_not_told(band: Heard) -> None:
    off = tuple(replace(r, t=r.t + 0.2) if r.bus == "a" else r for r in band.readings)
    told_of = told_notes.detected(replace(band, readings=off), band.take)
    assert set(told_of.player) == {1, 2}


def test_swung_notes_are_told_where_they_belong(band: Heard) -> None:
    part, beats = band.take.parts[0], band.take.beats[:, 0]
    swung = np.interp(np.arange(0.6, len(beats) - 1), np.arange(len(beats)), beats)
    jitter = np.random.default_rng(0).normal(0.0, 0.003, len(swung))
    take = replace(band.take, parts=(replace(part, times=swung + jitter), *band.take.parts[1:]))
    places = told_notes.true_notes(band, take).place[: len(swung)]
    assert places % 1.0 == pytest.approx(np.full(len(swung), 0.6), abs=0.01)


def test_mean_gains_leave_out_who_rests(band: Heard) -> None:
    gains = Gains.of(band.take.law, A)
    assert gains.to_leader == pytest.approx(0.5)
    assert gains.mutual == pytest.approx(sum(A.mutual) / 2)


def test_a_motion_corrects_by_the_gain_and_tells_its_derivative(band: Heard) -> None:
    motion = Motion(typical(band.take.law), np.array([[0.0, 0.4], [0.0, 0.0]]), np.zeros(2))
    regular = np.array([9.0, 9, 8, 8, 7, 7, 1, 1, 0, 0, 9, 1])
    expected = np.array([10.0, 10, 9, 9, 8, 8, 1, 1, 0, 0, 10, 1])
    assert motion.step(regular)[0] == pytest.approx(expected)
    late = regular + 0.01 * np.eye(12)[0]
    after, derivative = motion.step(late)
    assert 10.0 < after[0] < 10.006
    assert after[1] == pytest.approx(10.0)
    assert derivative @ late == pytest.approx(after)


def test_who_lost_the_others_is_expected_among_them(band: Heard) -> None:
    motion = Motion(typical(band.take.law), np.zeros((3, 3)), np.zeros(3))
    state = np.array([9.0, 9, 9.3, 8, 8, 8, 7, 7, 7, 1, 1, 1, 0, 0, 0, 9, 1])
    assert motion.step(state)[0][:3] == pytest.approx([10.0, 10.0, 10.0])


def test_a_switching_filter_believes_the_hypothesis_that_predicts() -> None:
    """A walk that grows by 1 a step, against one that stays."""
    belief = Belief(np.array([0.5, 0.5]), np.zeros((2, 2)), np.tile(np.eye(2), (2, 1, 1)))
    grow = np.array([[[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0], [0.0, 1.0]]])
    noise = np.tile(0.01 * np.eye(2), (2, 1, 1))
    belief = Belief(belief.chance, np.tile([0.0, 1.0], (2, 1)), 0.01 * belief.cov)
    for value in range(1, 6):
        belief = switched(belief, 0.9 * np.eye(2) + 0.05)
        belief = moved(belief, np.einsum("hde,he->hd", grow, belief.mean), grow, noise)
        belief = told(belief, np.array([[1.0, 0.0]]), np.array([float(value)]), np.array([0.01]))
    assert belief.chance[1] > 0.9
    assert belief.mean[1] == pytest.approx([5.0, 1.0], abs=0.1)
