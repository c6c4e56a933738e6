"""``report.png``: a run at a glance, after figures 4 and 5 of the LeaderSTeM paper.

From top to bottom: the bridge's tempo with its confidence, and the true tempo where it is known;
who led, the truth beneath; then, bus by bus, aubio's tempo of that bus over the bridge's.
It is drawn from the tables of the run's folder alone, so it can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FormatStrFormatter, NullLocator
from numpy.typing import NDArray

from bridge.errors import BridgeError
from bridge.outputs.summary import bus_names
from bridge.outputs.tables import numbers, read_columns

Floats = NDArray[np.float64]

BRIDGE, AUBIO, TRUTH, NOBODY = "#0072B2", "#E69F00", "#000000", "#DDDDDD"
BUSES = ("#56B4E9", "#009E73", "#D55E00", "#CC79A7", "#F0E442", "#0072B2", "#E69F00", "#999999")
"""Okabe and Ito's palette, which colour-blind people can tell apart."""
HATCHES = ("", "///")
"""So that sixteen buses differ with eight colours."""
OCTAVES = (30, 40, 50, 60, 80, 100, 120, 160, 200, 240, 320)
"""Tempi marked at each bus."""
LETTERS = 140
"""As many fit into the width of the picture."""
GAP = 0.4
"""Inches between panels."""
DPI = 130


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What is drawn: times in s and tempi in BPM, all ``(T,)``; ``heard`` has aubio's tempo by bus.

    ``truth`` is ``(bpm, leaders)`` or None.
    """

    buses: list[str]
    times: Floats
    bpm: Floats
    confidence: Floats
    leaders: list[str]
    heard: Mapping[str, Floats]
    truth: tuple[Floats, list[str]] | None


def draw(folder: Path) -> Path:
    """Draw ``report.png`` in a run's ``folder`` from its tables; gives its path.

    Raises `BridgeError` when a table is missing or the picture cannot be written.
    """
    tables = read(folder)
    path = folder / "report.png"
    try:
        drawn = figure(tables)
        FigureCanvasAgg(drawn)
        drawn.savefig(path)
    except OSError as why:
        raise BridgeError(f"{path}: cannot be written ({why.strerror}); choose another folder") from why
    return path


def read(folder: Path) -> Tables:
    """The tables of a run's folder. Raises `BridgeError` when one is missing or not a run's."""
    buses = bus_names(folder)
    tempo, leader = read_columns(folder / "tempo.csv"), read_columns(folder / "leader.csv")
    heard = numbers(read_columns(folder / "buses.csv")["bpm"]).reshape(-1, len(buses)).T
    truth = _read_truth(folder, len(tempo["time"]))
    return Tables(
        buses,
        numbers(tempo["time"]),
        numbers(tempo["bpm"]),
        numbers(tempo["confidence"]),
        leader["leader"],
        dict(zip(buses, heard, strict=True)),
        truth,
    )


def _read_truth(folder: Path, rows: int) -> tuple[Floats, list[str]] | None:
    if not (folder / "truth.csv").exists():
        return None
    truth = read_columns(folder / "truth.csv")
    return numbers(truth["bpm"])[:rows], truth["leader"][:rows]


def figure(tables: Tables) -> Figure:
    """The whole picture."""
    columns = 1 if len(tables.buses) <= 4 else 2
    lines = -(-len(tables.buses) // columns)
    heights = [2.6, 0.5, 0.9, *[1.1] * lines]
    tall = sum(heights) + GAP * (len(heights) - 1) + 0.9
    drawn = Figure(figsize=(13, tall), dpi=DPI)
    # Fixed margins: the layout engines of matplotlib take seconds for sixteen buses.
    grid = drawn.add_gridspec(
        len(heights),
        columns,
        height_ratios=heights,
        left=0.055,
        right=0.985,
        top=1 - 0.4 / tall,
        bottom=0.5 / tall,
        wspace=0.1,
        hspace=GAP * len(heights) / sum(heights),
    )
    top = drawn.add_subplot(grid[0, :])
    below = [drawn.add_subplot(grid[line, :], sharex=top) for line in (1, 2)]
    panels = [
        drawn.add_subplot(grid[3 + place // columns, place % columns], sharex=top)
        for place in range(len(tables.buses))
    ]
    _draw_tempo(top, tables)
    _draw_confidence(below[0], tables)
    _draw_leaders(below[1], tables)
    for axes, bus in zip(panels, tables.buses, strict=True):
        _draw_bus(axes, tables, bus)
    for axes in [top, *below, *panels[:-columns]]:
        axes.tick_params(labelbottom=False)
    for axes in panels[::columns]:
        axes.set_ylabel("BPM")
    for axes in panels[-columns:]:
        axes.set_xlabel("time in s")
    return drawn


def _draw_tempo(axes: Axes, tables: Tables) -> None:
    axes.set_title("The ensemble's tempo", loc="left", fontsize=11, fontweight="bold")
    tempi = [tables.bpm]
    if tables.truth is not None:
        tempi.append(tables.truth[0])
        axes.plot(
            tables.times[: len(tables.truth[0])],
            tables.truth[0],
            color=TRUTH,
            lw=1.2,
            ls=(0, (4, 2)),
            label="true tempo",
            drawstyle="steps-post",
        )
    axes.plot(tables.times, tables.bpm, color=BRIDGE, lw=2, label="bridge")
    axes.set(ylabel="BPM", ylim=_limits(tempi), xlim=(0, max(tables.times, default=1.0)))
    axes.grid(alpha=0.25)
    _legend(axes, axes.get_legend_handles_labels()[0])


def _draw_confidence(axes: Axes, tables: Tables) -> None:
    axes.fill_between(tables.times, tables.confidence, color=BRIDGE, alpha=0.35, lw=0)
    axes.set(ylim=(0, 1), yticks=(0, 1), ylabel="confi-\ndence")
    axes.grid(alpha=0.25)


def _draw_leaders(axes: Axes, tables: Tables) -> None:
    axes.set_title("Who leads", loc="left", fontsize=11, fontweight="bold")
    rows = [("bridge", tables.leaders)] + ([("truth", tables.truth[1])] if tables.truth is not None else [])
    for height, (_, leaders) in enumerate(reversed(rows)):
        for start, length, leader in runs(tables.times, leaders):
            face, hatch = _look(tables.buses, leader)
            axes.broken_barh(
                [(start, length)], (height - 0.42, 0.84), facecolor=face, hatch=hatch, edgecolor="white", lw=0
            )
            if len(leader) < LETTERS * length / tables.times[-1]:
                axes.text(
                    start + length / 2,
                    height,
                    leader,
                    ha="center",
                    va="center",
                    fontsize=9,
                    bbox={"facecolor": "white", "alpha": 0.75, "lw": 0, "pad": 1.5},
                )
    axes.set_yticks(range(len(rows)), [name for name, _ in reversed(rows)])
    axes.set_ylim(-0.5, len(rows) - 0.5)


def _draw_bus(axes: Axes, tables: Tables, bus: str) -> None:
    axes.set_title(bus, loc="left", fontsize=10, fontweight="bold")
    face, hatch = _look(tables.buses, bus)
    for start, length, leader in runs(tables.times, tables.leaders):
        if leader == bus:
            axes.axvspan(start, start + length, fc=face, hatch=hatch, ec="white", alpha=0.3, lw=0)
    axes.plot(tables.times, tables.bpm, color=BRIDGE, lw=2, label="bridge")
    axes.plot(tables.times, tables.heard[bus], color=AUBIO, lw=1.4, label="aubio, this bus")
    # On a logarithmic scale an octave error, aubio's most frequent one, is the same step everywhere.
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(FixedLocator(OCTAVES))
    axes.yaxis.set_major_formatter(FormatStrFormatter("%d"))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set_ylim(_limits([tables.bpm, *tables.heard.values()]))
    axes.grid(alpha=0.25)
    shade = Patch(facecolor=face, hatch=hatch, edgecolor="white", alpha=0.6, label="leads")
    lines = axes.get_legend_handles_labels()[0] if bus == tables.buses[0] else []
    _legend(axes, [*lines, shade])


def _legend(axes: Axes, handles: Sequence[Any]) -> None:
    """Above the axes, at the right: no curve is ever under it."""
    axes.legend(
        handles=handles,
        loc="lower right",
        bbox_to_anchor=(1, 1.01),
        ncols=len(handles),
        frameon=False,
        fontsize=9,
        borderaxespad=0.2,
    )


def runs(times: Floats, names: Sequence[str]) -> list[tuple[float, float, str]]:
    """``(start, length, name)`` in seconds of each stretch of equal names."""
    frame = float(times[1] - times[0]) if len(times) > 1 else 1.0
    stretches, place = [], 0
    for name, same in groupby(names):
        count = len(list(same))
        stretches.append((float(times[place]) - frame, count * frame, name))
        place += count
    return stretches


def _look(buses: Sequence[str], name: str) -> tuple[str, str]:
    """Colour and hatch of a bus; grey for nobody."""
    if name not in buses:
        return NOBODY, ""
    place = buses.index(name)
    return BUSES[place % len(BUSES)], HATCHES[place // len(BUSES) % len(HATCHES)]


def _limits(tempi: Sequence[Floats]) -> tuple[float, float]:
    """One scale for all of these tempi, with air; a usual one when none is known."""
    known = np.concatenate(tempi)
    known = known[~np.isnan(known)]
    if not len(known):
        return 40.0, 220.0
    return float(np.min(known) * 0.93), float(np.max(known) * 1.07)
