"""Scoring a set, answers kept between runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bridge.errors import BridgeError
from models.leader.judge import candidates
from models.leader.judge.candidates import MODEL, Files
from models.leader.judge.ours import Listener
from models.leader.judge.scores import Job, score
from models.leader.judge.sets import judged_set
from models.leader.takes import Answer, Heard


def nothing_to_learn_from() -> Sequence[Heard]:
    raise BridgeError("asked to learn")


def test_answers_that_were_kept_are_not_asked_for_again(
    band: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "TEMPO_WAYS", {})
    monkeypatch.setattr(candidates, "LEADER_WAYS", {})
    monkeypatch.setattr(candidates, "ablated", lambda model: {})
    job = Job(Files(), nothing_to_learn_from, tmp_path)
    first = score(job, "A", [band], 1, "A")
    assert first.pieces == ("band 1",)
    assert first.minutes == pytest.approx(0.2)
    assert first.kinds["ceiling, detected onsets"] == "ceiling"

    def refuse(way: Listener, heard: Heard) -> Answer:
        raise AssertionError("asked again")

    monkeypatch.setattr(Listener, "__call__", refuse)
    again = score(job, "A", [band], 1, "A")
    assert (again.sums[MODEL]["MSE"] == first.sums[MODEL]["MSE"]).all()


def test_a_set_without_pieces_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="holds no pieces"):
        score(Job(Files(), nothing_to_learn_from, tmp_path), "", [], 0, "empty")


def test_an_unknown_set_is_refused_with_those_there_are() -> None:
    with pytest.raises(BridgeError, match="A, B, S, V"):
        judged_set("C")
