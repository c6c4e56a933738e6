"""How a Pd patch looks, as far as its file says: boxes and the room they take, and the lines between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CHAR, ROW = 7, 16
"""Pixels that a letter of Pd's 12 point font takes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box at ``x``, ``y`` pixels: its kind (obj, msg, text, cnv, …), what is typed in it, and its size."""

    kind: str
    x: int
    y: int
    text: str
    wide: int
    high: int

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.x + self.wide

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.y + self.high

    def touches(self, other: Drawn) -> bool:
        """Whether a part of one lies on the other."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(slots=True)
class Canvas:
    """One window: ``name`` is empty for the patch itself; lines are ``(source, outlet, target, inlet)``."""

    name: str
    width: int
    height: int
    boxes: list[Drawn] = field(default_factory=list)
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)


def canvases(path: Path) -> Iterator[Canvas]:
    """The windows of a patch, the inner ones first; fails on a line between boxes that are not there."""
    stack: list[Canvas] = []
    for record in re.findall(r"#(.*?)(?<!\\);\n", path.read_text(), re.DOTALL):
        words = record.split()
        if words[0] == "N":
            name = words[6] if words[6:] and not words[6].isdigit() else ""
            stack.append(Canvas(name, int(words[4]), int(words[5])))
        elif words[1] == "connect":
            source, outlet, target, inlet = map(int, words[2:])
            assert max(source, target) < len(stack[-1].boxes), path
            stack[-1].lines.append((source, outlet, target, inlet))
        else:
            if words[1] == "restore":
                yield stack.pop()
            stack[-1].boxes.append(_drawn(words[1], int(words[2]), int(words[3]), words[4:]))
    yield stack.pop()


def _drawn(kind: str, x: int, y: int, words: list[str]) -> Drawn:
    measure = _SIZES.get(words[0] if kind == "obj" else kind)
    if measure is not None:
        wide, high = measure(words)
        return Drawn(words[0] if kind == "obj" else kind, x, y, words[0], wide, high)
    text, columns = _typed(words)
    rows = _rows(text, columns or (60 if kind == "text" else 80))
    wide = (columns or max(map(len, rows))) * CHAR + (12 if kind == "msg" else 5)
    return Drawn("obj" if kind == "restore" else kind, x, y, text, wide, len(rows) * (ROW - 1) + 5)


def _typed(words: list[str]) -> tuple[str, int]:
    """What was typed, and the width in letters if one is set."""
    text = " ".join(words)
    set_to = re.search(r"(?<!\\), f (\d+)$", text)
    columns = int(set_to[1]) if set_to else 0
    text = text[: set_to.start()] if set_to else text
    return re.sub(r" ?\\([,;$])", r"\1", text), columns


def _rows(text: str, columns: int) -> list[str]:
    """The text as Pd breaks it: between words, and after a semicolon."""
    rows: list[str] = []
    for part in re.split(r"(?<=;) ", text):
        row = ""
        for word in part.split():
            joined = f"{row} {word}".strip()
            if len(joined) > columns and row:
                rows.append(row)
                joined = word
            row = joined
        rows.append(row)
    return rows


_SIZES = {
    "bng": lambda w: (int(w[1]) + 1, int(w[1]) + 1),
    "tgl": lambda w: (int(w[1]) + 1, int(w[1]) + 1),
    "hsl": lambda w: (int(w[1]) + 5, int(w[2]) + 1),
    "cnv": lambda w: (int(w[2]), int(w[3])),
    "floatatom": lambda w: (int(w[0]) * CHAR + 5, 20),
    "symbolatom": lambda w: (int(w[0]) * CHAR + 5, 20),
}
"""Width and height of what is no text."""
