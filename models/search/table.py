"""What a search has found, as a table in Markdown."""

from __future__ import annotations

from typing import Any

from models.search.trials import Trial, Trials


def table(trials: Trials) -> str:
    """A row a trial, the best first: its settings, last and lowest metric, iterations, seconds, state."""
    names = sorted({name for trial in trials.rows for name in trial.settings})
    head = ("", *names, f"{trials.metric}: last", "lowest", "iterations", "seconds", "state")
    rows = [_row(place, trial, names) for place, trial in enumerate(trials.ranked, 1)]
    ruler = ("--:",) * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows)) + "\n"


def _row(place: int, trial: Trial, names: list[str]) -> tuple[str, ...]:
    told = (trial.last, min(trial.metric)) if trial.metric else ("–", "–")
    return (
        str(place),
        *(number(trial.settings.get(name, "–")) for name in names),
        *map(number, told),
        str(len(trial.metric)),
        f"{trial.seconds:.0f}",
        trial.state,
    )


def number(value: Any) -> str:
    """A setting or a metric: of a number that is not whole, four digits that count."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
