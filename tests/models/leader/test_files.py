"""What is kept is whole, and stale once the code that made it is another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.leader.files import code, keep


def test_a_file_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.npz"
    keep(path, {"x": np.arange(3)})
    with pytest.raises(KeyError):
        keep(path, {"x": Broken()})
    with np.load(path) as file:
        assert file["x"].tolist() == [0, 1, 2]


class Broken:
    """Cannot become an array."""

    def __array__(self, *_: object, **__: object) -> None:
        raise KeyError("broken")


def test_other_code_has_another_hash() -> None:
    assert code("bridge/leader") == code("bridge/leader")
    assert code("bridge/leader") != code("bridge/clock")
    assert code("bridge/leader") != code("bridge/leader", "bridge/session.py")


def test_code_that_is_not_there_has_no_hash() -> None:
    with pytest.raises(FileNotFoundError):
        code("bridge/leader", "bridge/no_such_file.py")
