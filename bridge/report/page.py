"""``report.html``: one page that needs nothing beside it, made from a run's folder alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bridge.errors import BridgeError
from bridge.report import charts, ears
from bridge.report.lead import HandOver, Part, hand_overs, parts, stretches
from bridge.report.pace import Pace, pace
from bridge.report.run import Run, read
from bridge.report.together import Asynchrony, asynchronies
from bridge.types import KINDS

STYLE = Path(__file__).with_name("style.css")
ABOUT = "How to read each figure is told in docs/report.md."


def write(folder: Path) -> Path:
    """Write ``report.html`` into a run's ``folder``; gives its path.

    Raises `BridgeError` when a table is missing or the page cannot be written.
    """
    path = folder / "report.html"
    try:
        page = html(read(folder), ears.read(folder), folder.resolve().name)
        path.write_text(page, encoding="utf-8")
    except OSError as why:
        raise BridgeError(f"{path}: cannot be written ({why.strerror}); choose another folder") from why
    return path


def html(run: Run, heard: ears.Ears, title: str) -> str:
    """The whole page about ``run``, called ``title``, and what its other ears ``heard``."""
    led, curve, together = stretches(run), pace(run.times, run.bpm), asynchronies(run)
    changes, had = hand_overs(led), parts(run)
    sections = [
        _facts(_headline(run, curve, changes, had)),
        _section("Tempo", _paced(curve), charts.tempo(run, changes)),
        _section("Who led", "Each player's row is filled while they lead.", charts.leaders(run, led)),
        _section("Share of the lead", "Over the whole recording.", charts.shares(had)),
        _section("Hand-overs", *_changes(changes)),
        _section("Who is ahead of whom", *_together(together)),
        _section(
            "The bridge's tempo against each player's",
            "Figure 5 of the LeaderSTeM paper. Where the lines run together, the ensemble went as that "
            "player did; steps of half or double are aubio's, not the player's.",
            charts.against(run, run.bpm, "the bridge's tempo", led),
        ),
        _section(
            "Each player's tempo on the mix's",
            "Figure 4 of the paper: both as aubio hears them.",
            charts.against(run, run.mix_bpm, "the mix (aubio)", led),
        ),
        *_ears(heard, run.seconds),
        _section("Made with", ABOUT, _made_with(run.summary)),
    ]
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}: who led</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{''.join(sections)}</main></body></html>\n"
    )


def _ears(heard: ears.Ears, seconds: float) -> Iterator[str]:
    """A section for each kind that has names or chances: a new ear is shown by its row in `KINDS`."""
    for kind, said in heard.named.items():
        rows = "A row a bus, and one for the mix; a gap" if len(said) > 1 else "A gap"
        words = f"{KINDS[kind].help.capitalize()}. {rows} is silence or doubt."
        yield _section(kind.capitalize(), words, ears.lanes(said, seconds))
    for kind, chances in heard.chances.items():
        words = f"{KINDS[kind].help.capitalize()}: how the answer for the mix settles."
        yield _section(f"{kind.capitalize()} of the mix", words, ears.settling(chances, seconds))


def _headline(
    run: Run, curve: Pace | None, changes: Sequence[HandOver], had: Sequence[Part]
) -> dict[str, str]:
    first = max(had, key=lambda part: part.named, default=None)
    return {
        "length": charts.clock(run.seconds),
        "tempo": f"{curve.median:.1f} BPM" if curve else "unknown",
        "led most": f"{first.bus} ({first.named:.0%})" if first and first.named else "nobody clearly",
        "hand-overs": str(len(changes)),
        "drift": f"{curve.change:+.1f} %" if curve else "unknown",
    }


def _facts(facts: Mapping[str, str]) -> str:
    cells = (f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>" for name, said in facts.items())
    return f'<dl class="facts">{"".join(cells)}</dl>'


def _section(title: str, words: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2><p>{escape(words)}</p>{body}</section>"


def _paced(curve: Pace | None) -> str:
    if curve is None:
        return "Too little was heard to speak of a tempo."
    a_minute = "" if curve.drift is None else f"{curve.drift:+.2f} % a minute, "
    return (
        f"Median {curve.median:.2f} BPM, nine tenths of the time from {curve.low:.1f} to {curve.high:.1f}. "
        f"It drifts by {a_minute}{curve.change:+.1f} % from first to last, and "
        f"wobbles about that by {curve.wobble:.1f} %."
    )


def _changes(changes: Sequence[HandOver]) -> tuple[str, str]:
    if not changes:
        return "The lead never changed hands.", ""
    rows = ((charts.clock(c.t), c.giver, c.taker, f"{c.after:.1f} s") for c in changes)
    return f"The lead changed hands {len(changes)} times.", _table(
        ("at", "from", "to", "nobody between"), rows
    )


def _together(pairs: Sequence[Asynchrony]) -> tuple[str, str]:
    if not pairs:
        return "Too few notes sound together to compare players.", ""
    return (
        "Mean and standard deviation of notes meant to sound together. Right is later. Slow attacks "
        "are heard late: compare a pair between takes rather than instruments with each other.",
        charts.asynchronies(pairs),
    )


def _made_with(summary: Mapping[str, Any]) -> str:
    model = summary.get("model", {})
    known = {
        "model": f"{model.get('name', '')} ({str(model.get('sha256', ''))[:12]})",
        "listening": ", ".join(summary.get("ears", [])),
        "speed": f"{summary['speed']:.1f} × real time" if summary.get("speed") else "",
    }
    settings = {
        f"{section}.{key}": str(value)
        for section in ("leader", "clock")
        for key, value in summary.get("settings", {}).get(section, {}).items()
    }
    rows = [*known.items(), *settings.items(), *summary.get("versions", {}).items()]
    return f"<details><summary>Settings, model and versions</summary>{_table(('', ''), rows)}</details>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
