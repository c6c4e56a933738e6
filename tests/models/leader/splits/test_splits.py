"""The frozen lists keep apart what must be apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from bridge.errors import BridgeError
from models.leader import splits
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.splits import SETS, ensemble_set, piece_sets


def test_no_seed_is_in_two_lists() -> None:
    seeds = [group.seeds for name in SETS for group in ensemble_set(name).ensembles]
    for one, other in combinations(seeds, 2):
        assert one[-1] < other[0] or other[-1] < one[0]


def test_the_judging_sets_are_as_large_as_promised() -> None:
    sizes = {name: sum(group.count for group in ensemble_set(name).ensembles) for name in SETS}
    assert (sizes["a"], sizes["b"], sizes["s"]) == (100, 100, 200)
    assert all(len(group.seeds) == group.count for group in ensemble_set("v").ensembles)


def test_what_is_judged_sounds_in_timbres_that_nothing_else_does() -> None:
    sounding = [
        (entry.use, group)
        for entry in map(ensemble_set, SETS)
        for group in entry.ensembles
        if group.ears == "real"
    ]
    for use, group in sounding:
        assert set(group.timbres) == {"test"} if use == "judge" else "test" not in group.timbres
        assert group.conditions in CONDITIONS


def test_no_piece_has_two_uses() -> None:
    for pieces in piece_sets().values():
        names = [*pieces.train, *pieces.validate, *pieces.judge]
        assert len(set(names)) == len(names)


def test_the_hand_annotated_trios_are_judged_and_never_trained_on() -> None:
    trios = piece_sets()["jazz_trio_database"]
    assert len(trios.judge) == 29
    assert {trios.use(name) for name in trios.judge} == {"judge"}
    assert trios.use("a track that no list names") == "train"


def test_a_wrong_name_or_file_is_refused_in_one_line(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BridgeError, match="no set of ensembles 'z': there are a, b"):
        ensemble_set("z")
    (tmp_path / "a.toml").write_text('use = "fun"\n')
    monkeypatch.setattr(splits, "FOLDER", tmp_path)
    with pytest.raises(BridgeError, match=r"a\.toml") as refused:
        ensemble_set.__wrapped__("a")
    assert "\n" not in str(refused.value)
