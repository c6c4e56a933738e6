"""Plans of who leads, who rests and with which gains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS, Conditions
from models.leader.ensembles.plan import MOST, Scene, draw_plan
from models.leader.takes import NOBODY


def plans(conditions: Conditions, players: int = 5, count: int = 60) -> list[Scene]:
    weights = np.ones(players)
    return [
        scene
        for seed in range(count)
        for scene in draw_plan(np.random.default_rng(seed), conditions, weights, 120.0)
    ]


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("players", [2, 5, 16])
def test_nobody_leads_who_rests_and_nobody_hears_who_rests(name: str, players: int) -> None:
    for scene in plans(CONDITIONS[name], players, 20):
        stretch = scene.stretch
        assert stretch.leader == NOBODY or not scene.resting[stretch.leader]
        assert not stretch.gains[:, scene.resting].any()
        assert not np.diag(stretch.gains).any()
        assert stretch.gains.sum(axis=1).max() <= MOST + 1e-9
        assert (~scene.resting).sum() >= 2


def test_under_the_studys_conditions_somebody_always_leads_and_is_followed_most() -> None:
    for scene in plans(CONDITIONS["A"]):
        stretch = scene.stretch
        assert stretch.leader != NOBODY
        others = np.arange(5) != stretch.leader
        assert stretch.gains[stretch.leader].sum() < stretch.gains[others].sum(axis=1).min()
        assert stretch.gains[:, stretch.leader].sum() == stretch.gains.sum(axis=0).max()


def test_real_conditions_have_leaders_clicks_and_mutual_sections() -> None:
    stretches = [scene.stretch for scene in plans(CONDITIONS["B"])]
    clicked = [s for s in stretches if s.click.any()]
    mutual = [s for s in stretches if s.leader == NOBODY and not s.click.any()]
    assert clicked
    assert mutual
    assert all(s.leader == NOBODY for s in clicked)
    assert np.mean([s.click.mean() for s in clicked]) > 5 * np.mean([s.gains.max() for s in clicked])
    assert np.mean([s.gains.mean() for s in mutual]) > 0.1


def test_while_a_leader_rests_nobody_or_another_leads_and_then_he_is_back() -> None:
    always = replace(
        CONDITIONS["B"], leader_rests=1.0, rests=0.0, no_leader=0.0, click=0.0, section=(30.0, 30.0)
    )
    for takeover in (0.0, 1.0):
        scenes = plans(replace(always, takeover=takeover), count=10)
        for before, away, back in zip(scenes[::3], scenes[1::3], scenes[2::3], strict=True):
            leader = before.stretch.leader
            assert leader == back.stretch.leader
            assert away.resting[leader]
            assert not back.resting[leader]
            assert (away.stretch.leader == NOBODY) == (takeover == 0.0)


def test_scenes_come_in_order_of_time() -> None:
    for seed in range(30):
        plan = draw_plan(np.random.default_rng(seed), CONDITIONS["train"], np.ones(4), 200.0)
        starts = [scene.stretch.start for scene in plan]
        assert starts[0] == 0.0
        assert np.all(np.diff(starts) > 0.0)


def test_who_may_not_lead_never_does() -> None:
    plan = draw_plan(np.random.default_rng(1), CONDITIONS["A"], np.array([1.0, 0.0, 1.0]), 3000.0)
    assert {scene.stretch.leader for scene in plan} == {0, 2}
