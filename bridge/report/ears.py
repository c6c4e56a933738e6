"""What the other ears heard: names over time in lanes, and how the chances of the mix settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from bridge.outputs.tables import numbers, read_columns
from bridge.report import svg
from bridge.report.run import Floats
from bridge.types import KINDS, MIX

LANE = 24.0
MOST = 5
"""Labels that get a curve."""
LETTER = 7.5
"""Pixels a letter takes."""
PLAIN = frozenset({"none", "unknown"})
"""What is said instead of a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """What a kind that is a text said of ``bus``: ``names``, ``sure`` 0 to 1, at ``times`` in seconds."""

    bus: str
    times: Floats
    names: tuple[str, ...]
    sure: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """What a kind of several parts said of the mix: ``values`` ``(labels, T)`` at ``times`` in seconds."""

    times: Floats
    labels: tuple[str, ...]
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ears:
    """All that ``ears.csv`` tells, by kind."""

    named: Mapping[str, tuple[Named, ...]]
    chances: Mapping[str, Chances]


def read(folder: Path) -> Ears:
    """What the ears of the run in ``folder`` said; nothing where none listened, or before there were any."""
    path = folder / "ears.csv"
    rows = read_columns(path) if path.exists() else {}
    kinds = np.array(rows.get("kind", ()), dtype=np.str_)
    found = {
        str(kind): {name: np.array(cells)[kinds == kind] for name, cells in rows.items()}
        for kind in np.unique(kinds)
    }
    return Ears(
        {kind: tuple(_named(cells)) for kind, cells in found.items() if KINDS[kind].draw == "text"},
        {
            kind: _chances(cells, KINDS[kind].labels)
            for kind, cells in found.items()
            if KINDS[kind].labels and MIX in cells["bus"]
        },
    )


def _named(cells: Mapping[str, np.ndarray]) -> Iterator[Named]:
    for bus in dict.fromkeys(cells["bus"].tolist()):
        own = cells["bus"] == bus
        yield Named(
            bus,
            numbers(cells["time"][own].tolist()),
            tuple(cells["value"][own].tolist()),
            numbers(cells["confidence"][own].tolist()),
        )


def _chances(cells: Mapping[str, np.ndarray], labels: tuple[str, ...]) -> Chances:
    own = cells["bus"] == MIX
    values = numbers(cells["value"][own].tolist()).reshape(-1, len(labels)).T
    return Chances(numbers(cells["time"][own].tolist())[:: len(labels)], labels, values)


def lanes(said: Sequence[Named], seconds: float) -> str:
    """One lane a bus, with a box for each stretch over which it was called the same."""
    x, bottom = svg.time_axis(seconds), LANE * len(said) + 4
    rows = [
        svg.text(svg.LEFT - 8, LANE * place + 17, each.bus, "name", "end")
        + svg.line(svg.LEFT, LANE * place + 13, svg.WIDTH - svg.RIGHT, LANE * place + 13, "lane")
        + "".join(_boxes(x, each, LANE * place, place))
        for place, each in enumerate(said)
    ]
    return svg.chart(bottom + 22, "What was heard when", svg.clock_ticks(x, 0, bottom), *rows)


def _boxes(x: svg.Axis, said: Named, top: float, place: int) -> Iterator[str]:
    ends = np.append(said.times[1:], x.high)
    for name, group in groupby(range(len(said.names)), key=said.names.__getitem__):
        at = list(group)
        if name in PLAIN:
            continue
        start, end = float(x(said.times[at[0]])), float(x(min(ends[at[-1]], x.high)))
        words, sure = name.replace("_", " "), float(np.mean(said.sure[at]))
        yield svg.rect(
            start, top + 4, end - start, LANE - 6, f"bus{place % 8} pale", f"{words}: {sure:.0%} sure"
        )
        if len(words) * LETTER < end - start:
            yield svg.text(start + 4, top + 17, words, "within")


def settling(said: Chances, seconds: float) -> str:
    """The chances of the likeliest labels over time: how the answer settles."""
    x, y = svg.time_axis(seconds), svg.Axis(0.0, 1.0, 150.0, 24.0)
    best = np.argsort(-said.values.mean(axis=1))[:MOST]
    return svg.chart(
        176,
        "How likely each was held to be",
        svg.clock_ticks(x, 24, 150),
        svg.value_ticks(y, (0.0, 0.5, 1.0)),
        *(svg.curve(x(said.times), y(said.values[label]), f"line{k}") for k, label in enumerate(best)),
        svg.legend([(f"line{k}", said.labels[label].replace("_", " ")) for k, label in enumerate(best)], 10),
    )
