"""A patch on which boxes are placed by hand and joined by lines: a thin layer over py2max.

What py2max reads from Max's own reference pages (how many inlets an object has) is used as it
is; `PORTS` adds what those pages leave out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from py2max import Patcher
from py2max.core import Box
from py2max.core.common import Rect, box_width_for, text_width

Place = tuple[float, float, float, float]
"""x, y, width, height in pixels."""

PORTS: Mapping[str, tuple[int, tuple[str, ...]]] = MappingProxyType(
    {
        "line~": (2, ("signal", "bang")),
        "*~": (2, ("signal",)),
        "live.path": (1, ("", "", "")),
        "live.observer": (2, ("", "")),
        "live.remote~": (2, ("",)),
        "zl.slice": (2, ("", "")),
        "zl.join": (2, ("", "")),
        "zl.reg": (2, ("", "")),
        "zl.len": (2, ("", "")),
        "zl.nth": (2, ("", "")),
        "patcherargs": (1, ("", "")),
        "inlet": (0, ("",)),
        "outlet": (1, ()),
        "message": (2, ("",)),
        "toggle": (1, ("int",)),
        "button": (1, ("bang",)),
        "slider": (1, ("",)),
        "number": (1, ("", "bang")),
        "flonum": (1, ("", "bang")),
        "number~": (2, ("signal", "float")),
        "textbutton": (1, ("", "", "int")),
        "panel": (1, ()),
        "ezdac~": (2, ()),
        "live.numbox": (1, ("", "float")),
        "live.toggle": (1, ("",)),
        "live.dial": (1, ("", "float")),
        "live.text": (1, ("", "")),
    }
)
"""Inlets and types of the outlets where Max's reference pages are silent or say something else."""

LINE = 15.0
"""Height of a line of a comment."""


class Sheet:
    """One patch. Coordinates are those of Max: x to the right, y down, in pixels."""

    def __init__(self, width: float, height: float, *, digest: str = "") -> None:
        self.patcher = Patcher(on_invalid="raise", layout="vertical")
        self.patcher.rect = Rect(60.0, 90.0, width, height)
        self.patcher.digest = self.patcher.description = digest

    def box(self, x: float, y: float, text: str, *, width: float | None = None) -> Box:
        """An object box such as ``route a b``."""
        name = text.split()[0]
        inlets, types = PORTS.get(name, (None, None))
        box = self.patcher.add_textbox(
            text,
            maxclass="newobj",
            numinlets=inlets,
            numoutlets=None if types is None else len(types),
            outlettype=None if types is None else list(types),
        )
        ports = max(box.numinlets, box.numoutlets)
        box.patching_rect = Rect(x, y, width or box_width_for(text, ports), 22.0)
        return box

    def abstraction(self, x: float, y: float, text: str, inlets: int, types: Sequence[str]) -> Box:
        """A box that loads another patch, of which Max's reference pages know nothing."""
        box = self.patcher.add_textbox(
            text, maxclass="newobj", numinlets=inlets, numoutlets=len(types), outlettype=list(types)
        )
        box.patching_rect = Rect(x, y, box_width_for(text, max(inlets, len(types))), 22.0)
        return box

    def view(
        self, place: Place, name: str, inlets: int, types: Sequence[str], *, args: Sequence[str] = ()
    ) -> Box:  # fmt: skip
        """A bpatcher: the presentation of patch ``name``, in place."""
        box = Box(
            id=self.patcher.get_id("bpatcher"),
            maxclass="bpatcher",
            numinlets=inlets,
            numoutlets=len(types),
            outlettype=list(types),
            patching_rect=Rect(*place),
            name=f"{name}.maxpat",
            args=list(args),
            offset=[0.0, 0.0],
            border=1,
            bgmode=0,
            enablehscroll=0,
            enablevscroll=0,
            lockeddragscroll=0,
            viewvisibility=1,
        )
        return self.patcher.add_box(box)

    def inner(self, x: float, y: float, name: str, width: float, height: float) -> tuple[Box, Sheet]:
        """A subpatcher: its box, and the sheet inside."""
        box = self.patcher.add_subpatcher(f"p {name}", numinlets=0, numoutlets=0)
        box._kwds["outlettype"] = []  # py2max counts both anew from the inlets and outlets inside
        box.patching_rect = Rect(x, y, max(90.0, box_width_for(f"p {name}")), 22.0)
        sheet = Sheet(width, height)
        sheet.patcher = box.subpatcher
        sheet.patcher.rect = Rect(100.0, 130.0, width, height)
        return box, sheet

    def message(self, x: float, y: float, text: str, *, width: float | None = None) -> Box:
        """A message box."""
        rect = Rect(x, y, width or box_width_for(text, 2), 22.0)
        return self.patcher.add_message(text, patching_rect=rect)

    def comment(
        self, x: float, y: float, text: str, *, width: float = 0.0, size: float = 12.0,
        show: Place | None = None, **attributes: Any,
    ) -> Box:  # fmt: skip
        """A comment; it is wrapped at ``width`` if that is given."""
        lines = _wrapped(text, width, size) if width else text.split("\n")
        wide = width or max(text_width(line, size) for line in lines) + 12.0
        rect = Rect(x, y, round(wide, 1), 5.0 + LINE * len(lines) * size / 12.0)
        box = self.patcher.add_comment(
            "\n".join(lines), patching_rect=rect, fontsize=size, linecount=len(lines), **attributes
        )
        return self._shown(box, show)

    def widget(self, place: Place, maxclass: str, *, show: Place | None = None, **attributes: Any) -> Box:
        """A control that is drawn, such as ``slider``; ``show`` is its place in the presentation."""
        inlets, types = PORTS[maxclass]
        box = Box(
            id=self.patcher.get_id(maxclass),
            maxclass=maxclass,
            numinlets=inlets,
            numoutlets=len(types),
            outlettype=list(types),
            patching_rect=Rect(*place),
            **attributes,
        )
        return self._shown(self.patcher.add_box(box), show)

    def inlet(self, x: float, y: float, text: str) -> Box:
        """An inlet with its comment: what is shown when the mouse is over it, and beside it."""
        box = self.widget((x, y, 30.0, 30.0), "inlet", comment=text)
        self.comment(x + 34.0, y + 5.0, text)
        return box

    def outlet(self, x: float, y: float, text: str, *, note: str | None = None, width: float = 0.0) -> Box:
        """An outlet with its comment below it."""
        box = self.widget((x, y, 30.0, 30.0), "outlet", comment=text)
        self.comment(x - 4.0, y + 32.0, note or text, width=width)
        return box

    def join(self, source: Box, target: Box, *, outlet: int = 0, inlet: int = 0) -> None:
        """A line from an outlet to an inlet. Raises py2max's InvalidConnectionError if there is none."""
        self.patcher.add_line(source, target, inlet=inlet, outlet=outlet)

    def chain(self, *boxes: Box) -> None:
        """Lines from each first outlet to the next one's first inlet."""
        for source, target in pairwise(boxes):
            self.join(source, target)

    def present(self) -> None:
        """Open in presentation mode: what a bpatcher and Live show."""
        self.patcher.openinpresentation = 1

    def document(self) -> dict[str, Any]:
        """The patch as Max's file has it."""
        return self.patcher.to_dict()

    def text(self) -> str:
        """The patch as Max's file."""
        return json.dumps(self.document(), indent=1, ensure_ascii=False) + "\n"

    def _shown(self, box: Box, show: Place | None) -> Box:
        return box if show is None else box.add_to_presentation([int(v) for v in show])


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """``text`` in lines no wider than ``width`` pixels; its own line breaks stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, size) > width - 12.0:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
