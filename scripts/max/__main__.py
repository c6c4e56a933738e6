"""Writes patches/max anew; with a folder, also draws every patch there as SVG, to be looked at."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from py2max import Patcher
from py2max.m4l import unpack_amxd

from scripts.max.package import files

HOME = Path(__file__).resolve().parents[2] / "patches" / "max"
PATCHES = (".maxpat", ".maxhelp", ".amxd")


def write() -> None:
    """Every file of the package to its place; what is there and not of the package goes."""
    made = files()
    for old in HOME.rglob("*"):
        if old.is_file() and old.relative_to(HOME).as_posix() not in made:
            old.unlink()
    for name, content in made.items():
        path = HOME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def draw(folder: Path) -> None:
    """A picture of each patch, and one of each presentation, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        path = Path(name)
        if path.suffix in PATCHES:
            text = unpack_amxd(content)[0] if path.suffix == ".amxd" else content
            document = json.loads(text)["patcher"]
            Patcher.from_dict(document).to_svg(folder / f"{path.name}.svg")
            _present(document)
            if document["boxes"]:
                Patcher.from_dict(document).to_svg(folder / f"{path.name}.view.svg")


def _present(document: dict[str, object]) -> None:
    """Leave only what the presentation shows, where it shows it."""
    boxes = [item for item in document["boxes"] if item["box"].get("presentation")]  # type: ignore[attr-defined]
    for item in boxes:
        item["box"]["patching_rect"] = item["box"]["presentation_rect"]
    document["boxes"], document["lines"] = boxes, []


if __name__ == "__main__":
    write()
    for argument in sys.argv[1:]:
        draw(Path(argument))
