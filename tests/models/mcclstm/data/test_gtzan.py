"""GTZAN as it lies on a disk, and its split without faults."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bridge.errors import BridgeError
from models.mcclstm.data.gtzan import EACH, GENRES, filtered, tracks


def test_the_split_has_the_published_sizes_and_names_that_there_are() -> None:
    split = filtered()
    assert Counter(split.values()) == {"train": 443, "validate": 197, "test": 290}
    genres, numbers = zip(*(name.split(".") for name in split), strict=True)
    assert set(genres) == set(GENRES)
    assert all(0 <= int(number) < EACH for number in numbers)


def test_the_split_begins_as_the_published_lists_do() -> None:
    split = filtered()
    firsts = {use: next(name for name, its in split.items() if its == use) for use in ("train", "validate")}
    assert firsts == {"train": "blues.00029", "validate": "blues.00000"}
    assert split["blues.00012"] == "test"
    assert "blues.00061" in split
    assert "reggae.00086" not in split  # a repetition of another


@pytest.mark.parametrize(("place", "suffix"), [("gtzan_genre/genres", ".wav"), ("genres", ".au")])
def test_tracks_are_found_where_mirdata_and_the_original_have_them(
    tmp_path: Path, place: str, suffix: str
) -> None:
    for name in ("blues.00000", "blues.00001", "rock.00099"):
        path = tmp_path / place / name.split(".")[0] / (name + suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / place / "blues" / "blues.00000.jams").touch()
    assert [(t.name, t.label) for t in tracks(tmp_path)] == [
        ("blues.00000", "blues"),
        ("blues.00001", "blues"),
        ("rock.00099", "rock"),
    ]


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"genres/blues/blues\.00000\.wav"):
        tracks(tmp_path)
