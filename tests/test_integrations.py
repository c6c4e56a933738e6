"""What ships for other programs finds its place on each system, and a copy harms nothing that was there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bridge.assets import find
from bridge.errors import BridgeError
from bridge.integrations import SHIPPED, Computer, copy, max_packages, pd_externals


def computer(folder: Path, system: str = "Linux") -> Computer:
    return Computer(system, folder, folder / "Documents", folder / "Roaming")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A library of two files."""
    folder = tmp_path / "shipped"
    (folder / "help").mkdir(parents=True)
    (folder / "lb.beat.pd").write_text("new")
    (folder / "help" / "lb.beat-help.pd").write_text("new")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("each", SHIPPED, ids=lambda each: each.folder)
def test_the_file_to_open_first_and_the_page_are_there(each) -> None:
    assert (find("patches", each.folder) / each.first).is_file()
    assert (Path(__file__).parents[1] / each.page).is_file()


def test_every_folder_of_patches_has_a_row() -> None:
    patches = find("patches", "README.md").parent
    folders = {path for path in patches.iterdir() if path.is_dir() and path.name != "daw"}
    folders |= set((patches / "daw").iterdir())
    assert {path.relative_to(patches).as_posix() for path in folders} == {each.folder for each in SHIPPED}


@pytest.mark.parametrize(
    ("system", "place"),
    [("Linux", ".local/lib/pd/extra"), ("Darwin", "Library/Pd"), ("Windows", "Roaming/Pd")],
)
def test_pd_always_reads_one_folder(system: str, place: str, tmp_path: Path) -> None:
    assert pd_externals(computer(tmp_path, system)) == (tmp_path / place,)


def test_the_folder_that_pd_made_for_externals_comes_first(tmp_path: Path) -> None:
    made = tmp_path / "Documents" / "Pd" / "externals"
    made.mkdir(parents=True)
    assert pd_externals(computer(tmp_path)) == (made,)


@pytest.mark.parametrize("versions", [(), (8,), (9,), (8, 9)])
def test_each_max_that_was_started_has_a_folder_for_packages(
    versions: tuple[int, ...], tmp_path: Path
) -> None:
    folders = [tmp_path / "Documents" / f"Max {version}" for version in versions]
    for folder in folders:
        folder.mkdir(parents=True)
    assert list(max_packages(computer(tmp_path, "Darwin"))) == [folder / "Packages" for folder in folders]


def test_a_copy_is_all_of_it(source: Path, tmp_path: Path) -> None:
    copied = copy(source, tmp_path / "deep" / "down" / "leaderbridge")
    assert contents(copied.place) == contents(source)
    assert copied.kept is None


def test_a_second_copy_changes_nothing(source: Path, tmp_path: Path) -> None:
    place = tmp_path / "leaderbridge"
    copy(source, place)
    before = (place / "lb.beat.pd").stat().st_mtime_ns
    (place / ".DS_Store").write_text("left by the Finder")
    assert copy(source, place).kept is None
    assert (place / "lb.beat.pd").stat().st_mtime_ns == before


def test_what_a_person_changed_or_added_is_kept_in_a_zip(source: Path, tmp_path: Path) -> None:
    place = copy(source, tmp_path / "leaderbridge").place
    (place / "lb.beat.pd").write_text("mine")
    (place / "song.pd").write_text("mine, too")
    copied = copy(source, place)
    assert contents(place) == contents(source)
    assert copied.kept is not None
    with zipfile.ZipFile(copied.kept) as kept:
        assert kept.read("lb.beat.pd") == b"mine"
        assert kept.read("song.pd") == b"mine, too"


def test_nothing_that_was_kept_is_lost_the_next_time(source: Path, tmp_path: Path) -> None:
    place, kept = tmp_path / "leaderbridge", []
    for words in ("one", "two"):
        copy(source, place)
        (place / "lb.beat.pd").write_text(words)
        kept.append(copy(source, place).kept)
    assert [zipfile.ZipFile(path).read("lb.beat.pd") for path in kept] == [b"one", b"two"]


def test_a_link_is_left_as_it_is(source: Path, tmp_path: Path) -> None:
    place = tmp_path / "leaderbridge"
    place.symlink_to(source)
    with pytest.raises(BridgeError, match="is a link"):
        copy(source, place)
    assert place.is_symlink()


def test_a_place_that_cannot_be_written_is_one_line(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BridgeError, match=r"cannot copy to .*leaderbridge: .*--to"):
        copy(source, tmp_path / "file" / "leaderbridge")
