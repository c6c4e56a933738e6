"""The figures as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.activity.clips import LABELS
from models.activity.judge.ways import MFCC
from models.activity.measures import SCALES
from models.leader.judge.tables import table


def everything(found: Mapping[str, Any]) -> str:
    """All tables under their headings."""
    parts = {
        "Mixes that no network has heard": scales(found),
        "One instrument alone": alone(found),
        "Each instrument": labels(found),
        "Real stems": stems(found),
        "Real stems, two at a time": pairs(found),
        "Multitracks": multitracks(found),
        "Cost of a clip": cost(found),
    }
    return "\n".join(f"### {head}\n\n" + "\n".join(rows) for head, rows in parts.items() if rows)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(value: float) -> str:
    return f"{100 * value:.0f}"


def scales(found: Mapping[str, Any]) -> list[str]:
    """Label-ranking average precision and AUC of each way at each time scale."""
    head = ["way", *(f"{what}, {scale}" for what in ("LRAP", "AUC") for scale in SCALES), "AUC of 16, 1 s"]
    rows = [
        [
            name,
            *(_share(way["scales"][scale][what]) for what in ("lrap", "auc") for scale in SCALES),
            _share(way["scales"]["1 s"]["auc_learnt"]),
        ]
        for name, way in found["ways"].items()
    ]
    return table(head, rows)


def alone(found: Mapping[str, Any]) -> list[str]:
    """How often a single instrument is named, and how often anything is heard in what is none of the 18."""
    head = ["way", "right, %", "among three, %", "something heard in none of the 18, %"]
    rows = [
        [name, *(_percent(way["alone"][key]) for key in ("top1", "top3", "silent"))]
        for name, way in found["ways"].items()
    ]
    return table(head, rows)


def labels(found: Mapping[str, Any]) -> list[str]:
    """The model that ships, and the regression's AUC beside it, label by label."""
    ways = found["ways"]
    head = ["instrument", "AUC in mixes, 1 s", MFCC, "alone: right, %", "among three, %", "else taken for"]
    return table(head, _label_rows(ways[found["model"]["form"]], ways[MFCC]))


def _label_rows(ours: Mapping[str, Any], mfcc: Mapping[str, Any]) -> Iterator[list[str]]:
    for label in LABELS:
        single = ours["alone"]["labels"].get(label)
        told = [_percent(single["top1"]), _percent(single["top3"])] if single else ["–", "–"]
        areas = [_share(way["scales"]["1 s"]["labels"][label]) for way in (ours, mfcc)]
        yield [label, *areas, *told, ours["alone"]["taken_for"].get(label, "–")]


def stems(found: Mapping[str, Any]) -> list[str]:
    """Each real stem: what it is, what the model and the regression say, what the bridge's ear names."""
    ours = found["model"]["form"]
    head = ["stem", "right is", "clips", "said most", "right, %", "among three, %", f"{MFCC}: right, %"]
    head += ["live: right, %", "unknown, %", "wrong, %"]
    rows = [
        [
            f"{stem['song']} {stem['name']}",
            " or ".join(stem["labels"]),
            str(stem["ways"][ours]["clips"]),
            stem["ways"][ours]["said"],
            *(_percent(stem["ways"][ours][key]) for key in ("top1", "top3")),
            _percent(stem["ways"][MFCC]["top1"]),
            *(_percent(stem["live"][key]) for key in ("right", "unknown", "wrong")),
        ]
        for stem in found["real"]
    ]
    return table(head, rows)


def pairs(found: Mapping[str, Any]) -> list[str]:
    """Pairs of real stems, way by way."""
    rows = [
        [name, str(told["pairs"]), str(told["clips"]), _share(told["lrap"]), _share(told["auc"])]
        for name, told in ((name, way["pairs"]) for name, way in found["ways"].items())
    ]
    return table(["way", "pairs", "clips", "LRAP, 1 s", "AUC, 1 s"], rows)


def multitracks(found: Mapping[str, Any]) -> list[str]:
    """A user's own folder of multitracks, where one was judged."""
    judged = found.get("medleydb", {})
    rows = [
        [name, *(_share(way[scale][key]) for key in ("lrap", "auc") for scale in ("1 s", "track"))]
        for name, way in judged.items()
    ]
    return table(["way", "LRAP, 1 s", "LRAP, track", "AUC, 1 s", "AUC, track"], rows) if rows else []


def cost(found: Mapping[str, Any]) -> list[str]:
    """Milliseconds of one clip."""
    spent = found["cost"]
    return table(["", "ms"], [[name, f"{spent[name]:.1f}"] for name in ("frames", "network", "both")])
