"""What is rendered: as many excerpts of every style, no piece for two uses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.files import keep
from models.material.ballroom import ballroom
from models.mcclstm.data import rendered
from models.mcclstm.data.rendered import Planned, plan


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[Planned]:
    monkeypatch.setattr(rendered, "_tunes", lambda _: ballroom(8))
    return plan(Path(), {"train": 9, "validate": 0, "test": 2})


def test_where_pieces_are_few_they_are_recorded_again(planned: list[Planned]) -> None:
    counts = Counter((each.tune.style, each.tune.use) for each in planned)
    assert {count for (_, use), count in counts.items() if use == "train"} == {9}
    assert {each.take for each in planned} >= {0, 1}
    assert len({(each.tune.name, each.take) for each in planned}) == len(planned)


def test_no_piece_is_for_two_uses(planned: list[Planned]) -> None:
    uses = {(each.tune.name, each.tune.use) for each in planned}
    assert len(uses) == len({name for name, _ in uses})
    assert len({each.path for each in planned}) == len(planned)


def test_what_was_kept_is_loaded_by_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rendered, "BUILT", tmp_path)
    frames = np.ones((90, 40), np.float16)
    keep(
        rendered.folder() / "test-tango-000.npz", {"frames": frames, "label": "tango", "piece": "tango/0001"}
    )
    (found,) = rendered.load("test")
    assert (found.label, found.piece, found.frames.shape) == ("tango", "tango/0001", (90, 40))
    with pytest.raises(BridgeError, match=r"models\.mcclstm render"):
        rendered.load("train")
