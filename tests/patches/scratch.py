"""Patches for tests, written down box by box; nobody looks at them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Self


class Scratch:
    """A patch under construction. Boxes are known by the number that `box` gives."""

    def __init__(self) -> None:
        self._boxes: list[str] = []
        self._lines: list[str] = []

    def box(self, text: str, kind: str = "obj") -> int:
        """A new box as a person would type it; ``kind`` is obj or msg."""
        self._boxes.append(f"#X {kind} 10 {20 * len(self._boxes)} {_typed(text)};")
        return len(self._boxes) - 1

    def message(self, text: str) -> int:
        """A new message box."""
        return self.box(text, "msg")

    def line(self, source: int, outlet: int, target: int, inlet: int = 0) -> Self:
        """A line from an outlet to an inlet, both from 0."""
        self._lines.append(f"#X connect {source} {outlet} {target} {inlet};")
        return self

    def chain(self, *boxes: int) -> Self:
        """Lines from each box's first outlet to the next one's first inlet."""
        for source, target in pairwise(boxes):
            self.line(source, 0, target)
        return self

    def save(self, path: Path) -> Path:
        """Write it to ``path`` and give that back."""
        path.write_text("\n".join(["#N canvas 0 0 600 400 12;", *self._boxes, *self._lines]) + "\n")
        return path


def _typed(text: str) -> str:
    """What Pd's file format wants escaped."""
    return text.replace(",", " \\,").replace(";", "\\;").replace("$", "\\$")
