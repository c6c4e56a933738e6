"""Just enough SVG for the report's charts: text in, no library; the page's style sheet gives the colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from bridge.report.run import Floats

WIDTH, LEFT, RIGHT = 960.0, 92.0, 14.0
"""Of every chart, in pixels: names and scales stand left of ``LEFT``."""
MOST = 1200
"""Points of a curve: more than there are pixels would only make the file large."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from ``low`` to ``high`` on pixels from ``start`` to ``end``; on a log scale where ``log``."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, values: Floats | float) -> Floats:
        """Where values lie, in pixels."""
        scale = np.log if self.log else np.asarray
        low, high = scale(self.low), scale(self.high)
        part = (scale(values) - low) / (high - low)
        return np.asarray(self.start + part * (self.end - self.start))


def time_axis(seconds: float) -> Axis:
    """Time, over the width of every chart, so that what stands below each other happened together."""
    return Axis(0.0, max(seconds, 1e-3), LEFT, WIDTH - RIGHT)


def chart(height: float, label: str, *parts: str) -> str:
    """A whole chart; ``label`` is what a screen reader says of it."""
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str, title: str = "") -> str:
    """A box; ``title`` shows when one points at it."""
    tip = f"<title>{escape(title)}</title>" if title else ""
    size = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height:.1f}"'
    return f'<rect {size} class="{kind}">{tip}</rect>'


def line(x0: float, y0: float, x1: float, y1: float, kind: str) -> str:
    """A straight line."""
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" class="{kind}"/>'


def curve(xs: Floats, ys: Floats, kind: str) -> str:
    """A curve through points in pixels ``(n,)``, broken where ``ys`` is NaN."""
    step = -(-len(xs) // MOST) or 1
    known = [f"{x:.1f},{y:.1f}" if y == y else "" for x, y in zip(xs[::step], ys[::step], strict=True)]
    runs = [run.split() for run in " ".join(point or "|" for point in known).split("|")]
    path = "".join(f"M{' '.join(run)}" for run in runs if run)
    return f'<path d="{path}" class="{kind}"/>'


def area(xs: Floats, ys: Floats, floor: float, kind: str) -> str:
    """What lies between a curve without gaps and ``floor``."""
    step = -(-len(xs) // MOST) or 1
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs[::step], ys[::step], strict=True))
    return f'<path d="M{xs[0]:.1f},{floor:.1f} {points} {xs[-1]:.1f},{floor:.1f}Z" class="{kind}"/>'


def clock_ticks(axis: Axis, top: float, bottom: float, labels: bool = True) -> str:
    """Upright lines at round times, with minutes and seconds under them."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
    step = next((s for s in steps if axis.high / s <= 10), 3600)
    return "".join(
        line(x := float(axis(t)), top, x, bottom, "grid")
        + (text(x, bottom + 15, f"{int(t) // 60}:{int(t) % 60:02d}", "tick", "middle") if labels else "")
        for t in np.arange(0.0, axis.high + 1e-6, step)
    )


def value_ticks(axis: Axis, values: Sequence[float], unit: str = "") -> str:
    """Level lines at ``values`` that lie on the axis, with the numbers left of them."""
    inside = [value for value in values if axis.low <= value <= axis.high]
    return "".join(
        line(LEFT, y := float(axis(value)), WIDTH - RIGHT, y, "grid")
        + text(LEFT - 6, y + 4, f"{value:g}{unit}", "tick", "end")
        for value in inside
    )


def round_values(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers between two, about so many."""
    rough = (high - low) / about
    power = 10.0 ** np.floor(np.log10(rough)) if rough > 0 else 1.0
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    return [float(v) for v in np.arange(np.ceil(low / step) * step, high + step * 1e-6, step).round(6)]


def legend(entries: Iterable[tuple[str, str]], y: float) -> str:
    """Line samples with their names, from the right edge to the left."""
    parts, x = [], WIDTH - RIGHT
    for kind, name in reversed(list(entries)):
        x -= 7.0 * len(name)
        parts.append(text(x, y + 4, name, "tick") + line(x - 26, y, x - 6, y, kind))
        x -= 44
    return "".join(parts)
