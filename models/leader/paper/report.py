"""The tables as Markdown, beside the paper's figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.errors import BridgeError
from models.leader.judge.tables import number, table
from models.leader.paper import table1, table2
from models.leader.paper.dataset import BUILT, SOURCES
from models.leader.paper.results import Budget, budgets, folder, found
from models.leader.paper.rows import SPLITS
from models.leader.paper.simple import NEEDS_SOUND, SIMPLE

Cell = Mapping[str, Any]
SPREAD = "spread of its answers, BPM"
"""Their standard deviation under the first split: of a constant it is 0."""


def everything(built: Path = BUILT) -> str:
    """All tables, each under its heading. Raises `BridgeError` when there is none."""
    parts = [f"### {title}\n\n{text}" for title, text in _tables(built).items()]
    if not parts:
        raise BridgeError("no tables were made yet: python -m models.leader.paper table1 authors")
    return "\n".join(parts)


def fill(page: Path, built: Path = BUILT) -> None:
    """Put each table between its marks in a page, ``<!-- begin TITLE -->`` and ``<!-- end TITLE -->``.

    Raises `BridgeError` for marks whose table was not made.
    """
    made = _tables(built)

    def filled(mark: re.Match[str]) -> str:
        title = mark[1]
        if title not in made:
            raise BridgeError(f"{page}: no table {title!r} was made; there are {', '.join(made) or 'none'}")
        return f"<!-- begin {title} -->\n\n{made[title]}\n<!-- end {title} -->"

    page.write_text(re.sub(r"<!-- begin (.+?) -->.*?<!-- end \1 -->", filled, page.read_text(), flags=re.S))


def _tables(built: Path) -> dict[str, str]:
    """Tables by their titles, as ``table1 authors, 1000 rows, 10 iterations``."""
    made: dict[str, str] = {}
    for source in SOURCES:
        for budget in budgets(source, built):
            place = folder(source, budget, built)
            for name, cells, lines in (
                ("table1", found(place, "table1-"), of_table1),
                ("table2", found(place, "table2-"), of_table2),
            ):
                if cells:
                    made[title(name, source, budget)] = "\n".join(lines(cells))
    return made


def title(name: str, source: str, budget: Budget) -> str:
    """What a table is called: its name, source and budget."""
    rows = "all rows" if budget.rows is None else f"{budget.rows} rows"
    samples = f", {budget.samples} samples" if name == "table2" else ""
    return f"{name} {source}, {rows}{samples}, {budget.iterations} iterations"


def of_table1(cells: Sequence[Cell]) -> list[str]:
    """MSE of each way under each split, beside the paper's."""
    ways = [*SIMPLE, *table1.PAPER]
    by = {(cell["way"], cell["split"]): cell for cell in cells}
    splits = [split for split in SPLITS if any(cell["split"] == split for cell in cells)]
    rows = [
        [
            way,
            *_paper(table1.PAPER.get(way)),
            _spread(by.get((way, splits[0]))),
            *_errors(splits, {s: by.get((way, s)) for s in splits}),
        ]
        for way in ways
        if any((way, split) in by for split in splits)
    ]
    return [*table(["MSE, BPM²", "paper", SPREAD, *_heads(splits, cells)], rows), _counts(by, splits)]


def of_table2(cells: Sequence[Cell]) -> list[str]:
    """What each searcher found for each number of layers, and its MSE under each split."""
    splits = [split for split in SPLITS if any(split in cell["splits"] for cell in cells)]
    flat = [each for cell in cells for each in cell["splits"].values()]
    head = ["MSE, BPM²", "paper", "learning rate", "units", "in the search", *_heads(splits, flat)]
    order = list(SIMPLE)
    beside = sorted((cell for cell in cells if "way" in cell), key=lambda cell: order.index(cell["way"]))
    rows = [[c["way"], "", "", "", "", *_errors(splits, c["splits"])] for c in beside]
    rows += [_found(cell, splits) for cell in _in_order(cells)]
    counted = {("", split): cells[0]["splits"].get(split) for split in splits}
    return [*table(head, rows), _counts(counted, splits), "", *_through(cells)]


def _in_order(cells: Iterable[Cell]) -> list[Cell]:
    searchers = list(table2.PAPER)
    return sorted(
        (cell for cell in cells if "searcher" in cell),
        key=lambda cell: (cell["form"], cell["layers"], searchers.index(cell["searcher"])),
    )


def _found(cell: Cell, splits: Sequence[str]) -> list[str]:
    paper = table2.PAPER[cell["searcher"]][table2.LAYERS.index(cell["layers"])]
    return [
        f"{cell['layers']} layers {cell['form']}, {cell['searcher']}",
        *_paper(paper),
        f"{cell['rate']:.4f}",
        " ".join(map(str, cell["units"])),
        number(cell["searched_mse"]),
        *_errors(splits, cell["splits"]),
    ]


def _spread(cell: Cell | None) -> str:
    return "" if cell is None or cell["spread"] is None else number(cell["spread"])


def _paper(mse: float | None) -> list[str]:
    return ["" if mse is None else f"{mse:.0f}"]


def _knows_truth(cells: Iterable[Cell | None]) -> bool:
    return any(cell is not None and cell["truth_mse"] is not None for cell in cells)


def _heads(splits: Sequence[str], cells: Iterable[Cell]) -> list[str]:
    truth = [f"{split}, to the true tempo" for split in splits] if _knows_truth(cells) else []
    return [*splits, *truth]


def _errors(splits: Sequence[str], by_split: Mapping[str, Cell | None]) -> list[str]:
    told = [figure(cell["mse"]) if (cell := by_split.get(s)) else "" for s in splits]
    if _knows_truth(by_split.values()):
        told += [figure(cell["truth_mse"]) if (cell := by_split.get(s)) else "" for s in splits]
    return told


def figure(mse: float | None) -> str:
    """An error, or why there is none."""
    return NEEDS_SOUND if mse is None else number(mse)


def _counts(by: Mapping[tuple[str, str], Cell | None], splits: Sequence[str]) -> str:
    told = {split: cell for (_, split), cell in by.items() if cell is not None}
    counts = (f"{told[s]['train']} and {told[s]['test']} ({s})" for s in splits if s in told)
    return f"Rows learnt from and judged on: {', '.join(counts)}."


def _through(cells: Iterable[Cell]) -> Iterator[str]:
    through = {cell["searcher"]: cell["with"] for cell in _in_order(cells)}
    if through:
        yield f"Searchers: {'; '.join(f'{name}: {what}' for name, what in through.items())}."
