"""Turns of patching that several objects share."""

from __future__ import annotations

from collections.abc import Sequence

from py2max.core import Box

from scripts.max.sheet import Place, Sheet

QUIET = {"ignoreclick": 1}
"""What is only looked at takes no clicks."""


def words(sheet: Sheet, x: float, y: float, source: Box, *, outlet: int = 0, width: float = 110.0,
          show: Place | None = None, size: float = 12.0) -> Box:  # fmt: skip
    """Shows a text that comes out of ``source``: ``prepend set`` and a message box below it."""
    setter = sheet.box(x, y, "prepend set")
    sheet.join(source, setter, outlet=outlet)
    height = 22.0 if size <= 12.0 else size + 12.0
    text = sheet.widget((x, y + 32, width, height), "message", show=show, text="", fontsize=size, **QUIET)
    sheet.join(setter, text)
    return text


def number(sheet: Sheet, place: Place, source: Box, *, outlet: int = 0, show: Place | None = None,
           whole: bool = False, size: float = 12.0) -> Box:  # fmt: skip
    """Shows a number that comes out of ``source``."""
    box = sheet.widget(place, "number" if whole else "flonum", show=show, fontsize=size, **QUIET)
    sheet.join(source, box, outlet=outlet)
    return box


def bar(sheet: Sheet, place: Place, source: Box, low: float, high: float, *, outlet: int = 0,
        show: Place | None = None) -> Box:  # fmt: skip
    """Shows a number between ``low`` and ``high`` as a lying slider."""
    box = sheet.widget(
        place, "slider", show=show, floatoutput=1, orientation=1, min=low, size=high - low, **QUIET
    )
    sheet.join(source, box, outlet=outlet)
    return box


def fan(sheet: Sheet, source: Box, y: float, texts: Sequence[str], *, step: float) -> list[Box]:
    """A box below each outlet of ``source``, every other one lower so that they have room."""
    x0 = source.patching_rect.x
    boxes = []
    for i, text in enumerate(texts):
        box = sheet.box(x0 + i * step, y + 32 * (i % 2), text)
        sheet.join(source, box, outlet=i)
        boxes.append(box)
    return boxes


def title(sheet: Sheet, text: str, width: float) -> None:
    """The heading of a view; in the patch it stands at the bottom, out of the way."""
    bottom = sheet.patcher.rect.h - 40
    sheet.comment(20, bottom, text, show=(4, 3, width - 8, 20), fontface=1)
