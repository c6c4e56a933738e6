"""The figures as tables in Markdown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from models.leader.judge.scores import MEASURES, TOPICS

Row = Sequence[str]
ORDER = ("ours", "other model", "baseline", "oracle", "ceiling", "ablation")
"""Kinds of ways in the order of a table's rows."""


def table(head: Row, rows: Iterable[Row]) -> list[str]:
    """A Markdown table, its first column to the left and the others to the right."""
    ruler = ["---", *["--:"] * (len(head) - 1)]
    return [f"| {' | '.join(row)} |" for row in (head, ruler, *rows)] + [""]


def number(value: float) -> str:
    """Three digits that count; *never* for what never comes to pass, – for what is not told."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "never"
    digits = 0 if abs(value) >= 99.95 else 1 if abs(value) >= 9.995 else 2
    return f"{value:.{digits}f}"


def interval(told: Sequence[float] | None) -> str:
    """A figure with its interval."""
    return "–" if told is None else f"{number(told[0])} ({number(told[1])} to {number(told[2])})"


def by_kind(ways: Mapping[str, Any]) -> list[str]:
    """Names of the ways, ours first."""
    return sorted(ways, key=lambda way: ORDER.index(ways[way]["kind"]))


def topic(ways: Mapping[str, Any], name: str) -> list[str]:
    """One table: the measures of a topic that any way has a figure of, all ways that have any."""
    columns = [m for m in TOPICS[name] if any(m.name in ways[way]["figures"] for way in ways)]
    rows = [
        [f"{way}", *(interval(ways[way]["figures"].get(m.name)) for m in columns)]
        for way in by_kind(ways)
        if any(m.name in ways[way]["figures"] for m in columns)
    ]
    head = [name, *(f"{m.name}, {m.unit}" for m in columns)]
    return table(head, rows) if columns and rows else []


def against(found: Mapping[str, Any]) -> list[str]:
    """Our ways against the strongest baseline on each measure."""
    rows = [
        [name, row["ours"], row["strongest"], interval(row["ahead"][row["strongest"]]), number_p(row["p"])]
        for name, row in found.items()
    ]
    head = ("measure", "ours", "strongest baseline", "ahead by", "p (Holm)")
    return table(head, rows) if rows else []


def number_p(p: float) -> str:
    """A p value to three digits."""
    return "–" if math.isnan(p) else "< .001" if p < 0.001 else f"{p:.3f}"


def goals(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """The goals, met or missed, and by how much."""
    rows = [
        [
            f"{g['what']} ({MEASURES[g['what']].unit})" if g["what"] in MEASURES else g["what"],
            g["set"],
            g["way"],
            f"{'≥' if g['better'] > 0 else '≤'} {g['bound']:g}",
            number(g["value"]),
            f"{g['told']} by {number(abs(g['margin']))}" if math.isfinite(g["margin"]) else g["told"],
        ]
        for g in found
    ]
    return table(("goal", "set", "way", "bound", "figure", ""), rows)


def controls(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """The controls and whether they are kept."""
    rows = [
        [c["name"], f"{c['mean']:.2g}", f"{c['worst']:.2g}", f"{c['bound']:g}", "yes" if c["kept"] else "no"]
        for c in found
    ]
    return table(("control", "mean", "worst piece", "bound of the mean", "kept"), rows) if rows else []


LOOP: Mapping[str, tuple[str, Callable[[Sequence[float]], float], float]] = {
    "drift, %/min (mean size)": ("drift", lambda v: fmean(map(abs, v)), 1.0),
    "farthest from its start, % (worst)": ("farthest", max, 1.0),
    "asynchrony, ms (mean)": ("asynchrony", fmean, 1000.0),
    "its SD, ms (mean)": ("spread", fmean, 1000.0),
    "beats lost, % (worst)": ("lost", max, 100.0),
}
"""Columns of the closed loop's table: the field, how runs are joined, and its scale."""


def closed_loop(runs: Sequence[Mapping[str, float]]) -> list[str]:
    """The closed loop by the gain with which players follow the machine."""
    rows = []
    for gain in sorted({run["gain"] for run in runs}):
        here = [run for run in runs if run["gain"] == gain]
        told = [scale * join([run[field] for run in here]) for field, join, scale in LOOP.values()]
        rows.append([f"{gain:g}", str(len(here)), *map(number, told)])
    return table(("gain towards the machine", "runs", *LOOP), rows) if rows else []


def counts(found: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Takes on which the leader was named for most of the time."""
    rows = [
        [
            group,
            f"{row['right']} of {row['takes']}",
            f"{100 * row['low']:.0f} to {100 * row['high']:.0f}",
            f"{100 * row['chance']:.0f}",
        ]
        for group, row in found.items()
    ]
    return table(("takes", "right", "95 % interval, %", "chance, %"), rows)


def couplings(found: Mapping[str, float]) -> list[str]:
    """Agreement of shares with published couplings."""
    head = ("tracks", "rank correlation", "p, shares dealt to players", "p, shares dealt to tracks")
    row = (
        str(found["tracks"]),
        number(found["correlation"]),
        number_p(found["p_players"]),
        number_p(found["p_tracks"]),
    )
    return table(head, [row])


def of_set(name: str, found: Mapping[str, Any]) -> list[str]:
    """All tables of one set."""
    main = {way: row for way, row in found["ways"].items() if row["kind"] != "ablation"}
    cut = {way: row for way, row in found["ways"].items() if row["kind"] in ("ours", "ablation")}
    lines = [
        f"### {name}: {found['about']}",
        "",
        f"{found['pieces']} pieces, {found['minutes']:.0f} min.",
        "",
    ]
    for title in TOPICS:
        lines += topic(main, title)
    lines += against(found["against"])
    lines += counts(found["takes right"]) if found.get("takes right") else []
    lines += couplings(found["couplings"]) if "couplings" in found else []
    return [*lines, "With one thing taken away:", "", *topic(cut, "tempo"), *topic(cut, "leader")]


def everything(found: Mapping[str, Any]) -> str:
    """All tables."""
    lines = ["## Goals", "", *goals(found["goals"]), "## Sets", ""]
    for name, part in found["sets"].items():
        lines += of_set(name, part)
    lines += ["## Controls", "", *controls(found["controls"])] if found["controls"] else []
    lines += ["## Closed loop", "", *closed_loop(found["closed loop"])] if found["closed loop"] else []
    return "\n".join(lines).rstrip() + "\n"
