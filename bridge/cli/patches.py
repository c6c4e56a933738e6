"""``leaderbridge patches``: what there is for other programs, and a copy of it where they look for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.errors import BridgeError

if TYPE_CHECKING:
    from bridge.integrations import Computer, Integration


def patches(
    list_: Annotated[bool, typer.Option("--list", "-l", help="Say what there is, and where.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Copy it to where the programs look.")] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="With --install: copy it below this folder."),
    ] = None,
) -> None:
    """List or install what there is for Pure Data, Max, Ableton Live and other programs.

    --install copies the Pure Data library and the Max package to where these programs look for them, and says
    where. What was there before and differs is kept beside it, in a zip.

    \b
    Examples:
      leaderbridge patches --list
      leaderbridge patches --install
      leaderbridge patches --install --to ~/stage
    """
    if to is not None and not install:
        raise BridgeError("--to says where --install copies to: leaderbridge patches --install --to DIR")
    if install:
        _install(to)
        return
    _list()
    if not list_:
        print("leaderbridge patches --install copies them to where the programs look for them.")


def _list() -> None:
    from bridge.assets import find
    from bridge.integrations import SHIPPED

    for each in SHIPPED:
        print(f"{each.program}: {find('patches', each.folder) / each.first}")
        print(f"  {each.next} ({each.page})")


def _install(to: Path | None) -> None:
    from bridge.integrations import NAME, SHIPPED

    computer = _this_computer()
    for each in SHIPPED:
        folders = each.places(computer) if to is None else (to.expanduser().absolute() / each.folder,)
        _put(each, [folder / NAME for folder in folders])


def _put(each: Integration, places: Sequence[Path]) -> None:
    from bridge.assets import find
    from bridge.integrations import copy

    source = find("patches", each.folder)
    if not places:
        print(f"{each.program}: {source / each.first}")
    if not places and each.missing:
        print(f"  {each.missing}")
    for place in places:
        copied = copy(source, place)
        print(f"{each.program}: now in {copied.place}")
        if copied.kept:
            print(f"  what was there is kept in {copied.kept}")
    print(f"  {each.next} ({each.page})")


def _this_computer() -> Computer:
    import platform

    import platformdirs

    from bridge.integrations import Computer

    documents, data = platformdirs.user_documents_path(), platformdirs.user_data_path(roaming=True)
    return Computer(platform.system(), Path.home(), documents, data)
