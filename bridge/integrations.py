"""What ships for other programs, where each of them looks for it, and how it gets there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bridge.errors import BridgeError

NAME = "leaderbridge"
"""The folder that a library is copied to, beside the others of its program."""


@dataclass(frozen=True, slots=True)
class Computer:
    """Where a person's files are; ``system`` is as `platform.system` names it."""

    system: str
    home: Path
    documents: Path
    data: Path
    """For the data of programs: on Windows ``%APPDATA%``."""


Places = Callable[[Computer], tuple[Path, ...]]


def pd_externals(computer: Computer) -> tuple[Path, ...]:
    """Where Pd looks for libraries: the folder that it made for them if it has, else the one it always reads.

    Source: Pd's manual, chapter 4, and ``sys_setextrapath`` in its ``s_path.c``.
    """
    made = computer.documents / "Pd" / "externals"
    always = {"Darwin": computer.home / "Library" / "Pd", "Windows": computer.data / "Pd"}
    read = always.get(computer.system, computer.home / ".local" / "lib" / "pd" / "extra")
    return (made if made.is_dir() else read,)


def max_packages(computer: Computer) -> tuple[Path, ...]:
    """Where each Max that has been started here looks for packages; none where there is no Max."""
    versions = (computer.documents / f"Max {version}" for version in (8, 9))
    return tuple(version / "Packages" for version in versions if version.is_dir())


def where_it_lies(computer: Computer) -> tuple[Path, ...]:
    """Nowhere: it is opened from the folder that it ships in."""
    return ()


@dataclass(frozen=True, slots=True)
class Integration:
    """Files for one program: their folder below ``patches``, where the program looks, and what to do then."""

    program: str
    folder: str
    places: Places
    first: str
    """The file that a person opens first."""
    next: str
    page: str
    missing: str = ""
    """What to say when the program has no place on this computer."""


SHIPPED: tuple[Integration, ...] = (
    Integration(
        "Pure Data",
        "pd",
        pd_externals,
        "lb.bridge-help.pd",
        "Help > Browser > leaderbridge; in a patch of your own: [declare -path leaderbridge]",
        "docs/pd.md",
    ),
    Integration(
        "Max and Max for Live",
        "max",
        max_packages,
        "extras/leaderbridge.maxpat",
        "start Max anew, then Extras > leaderbridge; into Live drag devices/leaderbridge.amxd",
        "docs/max.md",
        "no Max 8 or 9 has made its folder in Documents: start it once and install again, or use --to",
    ),
    Integration(
        "TouchOSC",
        "touchosc",
        where_it_lies,
        "leaderbridge.tosc",
        "send it to the tablet, and open it there in TouchOSC",
        "docs/touchosc.md",
    ),
    Integration(
        "Ardour",
        "daw/ardour",
        where_it_lies,
        "leaderbridge.lua",
        "copy it to ~/.config/ardour7/scripts, then Session > New > leaderbridge",
        "docs/integrations/ardour.md",
    ),
    Integration(
        "SuperCollider",
        "daw/supercollider",
        where_it_lies,
        "example.scd",
        "open it in SuperCollider and run it",
        "docs/integrations/supercollider-tidal.md",
    ),
)
"""One row for each folder, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a copy is now, and where what was there before is kept, if it was not the same."""

    place: Path
    kept: Path | None = None


def copy(source: Path, place: Path) -> Copied:
    """Make ``place`` a copy of the folder ``source``. What was there and differs is kept beside it as a zip.

    A zip, because no program looks into it: a second folder with the same objects would be found.

    Raises `BridgeError` when ``place`` is a link, or cannot be written.
    """
    if place.is_symlink():
        raise BridgeError(f"{place} is a link and was left as it is; remove it, or copy elsewhere with --to")
    try:
        return _copied(source, place)
    except OSError as error:
        raise BridgeError(f"cannot copy to {place}: {error.strerror}; give a folder with --to") from error


def _copied(source: Path, place: Path) -> Copied:
    if not place.exists():
        shutil.copytree(source, place)
        return Copied(place)
    if _contents(source) == _contents(place):
        return Copied(place)
    kept = Path(shutil.make_archive(str(_unused(place)), "zip", place))
    shutil.rmtree(place)
    shutil.copytree(source, place)
    return Copied(place, kept)


def _unused(place: Path) -> Path:
    """A name beside ``place``, without its ending, under which nothing has been kept yet."""
    names = (place.with_name(f"{place.name}-before-{n}") for n in count(1))
    return next(name for name in names if not name.with_suffix(".zip").exists())


def _contents(folder: Path) -> dict[Path, bytes]:
    """Every file but those that file managers leave about."""
    files = (path for path in folder.rglob("[!.]*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}
