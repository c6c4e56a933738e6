"""The figures as markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.mcclstm.judge.baselines import MAJORITY


def everything(figures: Mapping[str, Any]) -> str:
    """All tables, each under its heading."""
    parts = {
        "Accuracy": accuracy(figures),
        "How the answer settles": settling(figures),
        "By style": classes(figures),
        "Real music": real(figures["real"]),
    }
    return "\n\n".join(f"### {heading}\n\n{table}" for heading, table in parts.items())


def accuracy(figures: Mapping[str, Any]) -> str:
    """Every way's, with its interval."""
    rows = (
        (name, f"{100 * value:.1f} ({100 * low:.1f} to {100 * high:.1f})")
        for name, (value, low, high) in figures["accuracy"].items()
    )
    return table(("scheme", "accuracy, %"), rows)


def settling(figures: Mapping[str, Any]) -> str:
    """Accuracy after so many chunks, and how sure the model is then."""
    counts = list(figures["sure"])
    rows = [(name, *(_percent(by[n]) for n in counts)) for name, by in figures["settling"].items()]
    rows.append(("mean chance of what it names", *(_percent(figures["sure"][n]) for n in counts)))
    seconds = figures["model"]["seconds"]
    heads = (f"{n} ({int(n) * seconds:.1f} s)" for n in counts)
    return table(("accuracy, %, after chunks", *heads), rows)


def classes(figures: Mapping[str, Any]) -> str:
    """Of each style recall, precision and F1 of the model, and F1 of its rivals."""
    ours, *others = [name for name in figures["accuracy"] if name != MAJORITY]
    rows = [
        (label, str(each["count"]), *map(_percent, each[ours]), *(_percent(each[name][2]) for name in others))
        for label, each in figures["classes"].items()
    ]
    return table(
        ("style", "excerpts", "recall, %", "precision, %", "F1, %", *(f"F1 of {n}" for n in others)), rows
    )


def real(found: Mapping[str, Any]) -> str:
    """What was said of each mix."""
    rows = (
        (
            name,
            each["what"],
            _named(each["after 16"]),
            _named(each["at the end"]),
            ", ".join(f"{style} {count}" for style, count in each["named"].items()),
            _percent(each["sure"]),
        )
        for name, each in found.items()
    )
    heads = ("mix", "what it is", "after 16 chunks", "at the end", "likeliest, in chunks", "≥ .5 sure, %")
    return table(heads, rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table; all columns but the first are numbers."""
    lines = [heads, ("---", *("--:" for _ in heads[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _named(best: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{style} {chance:.2f}" for style, chance in best)
