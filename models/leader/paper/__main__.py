"""``python -m models.leader.paper dataset | pca | table1 | table2 | figures | report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.commands import run
from models.leader.paper.results import PAPERS, Budget

HELP = """Reproduce the paper LeaderSTeM, beside what it should have been compared with.

Examples, in this order:

    python -m models.leader.paper dataset authors

    python -m models.leader.paper table1 authors

    python -m models.leader.paper table2 authors --samples 4 --iterations 3 --rows 1000

    python -m models.leader.paper report

Each command goes on where it was broken off.
"""
app = typer.Typer(add_completion=False, no_args_is_help=True, help=HELP)

Source = Annotated[str, typer.Argument(help="authors, excerpt, ensembles or musdb")]
Samples = Annotated[int, typer.Option(min=1, help="points of the search space a searcher")]
Iterations = Annotated[int, typer.Option(min=1, help="passes over the rows a network")]
RowCount = Annotated[
    int | None, typer.Option(min=1, help="rows learnt from, and judged on, at most; default: all")
]
Out = Annotated[Path, typer.Option(help="folder for the pictures")]
PICTURES = Path("build/leader/paper/pictures")


@app.command()
def dataset(
    sources: Annotated[list[str], typer.Argument(help="authors, excerpt, ensembles, musdb")],
    folder: Annotated[Path | None, typer.Option(help="of MUSDB18 (.stem.mp4) or MUSDB18-HQ (.wav)")] = None,
    count: Annotated[int, typer.Option(min=1, help="simulated quartets")] = 20,
) -> None:
    """Make the paper's tables; those that are there stay. musdb needs --folder."""
    from models.leader.paper.dataset import Wanted, make
    from models.leader.paper.table import described, load

    for source in sources:
        for path in make(source, Wanted(folder, count)):
            typer.echo(described(load(path)))


@app.command()
def pca(source: Source, out: Out = PICTURES) -> None:
    """Figure 3: the variance that so many principal components hold."""
    from models.leader.paper import pca as components
    from models.leader.paper.dataset import pieces

    found = components.variances(pieces(source))
    out.mkdir(parents=True, exist_ok=True)
    components.draw(found, out / f"pca-{source}.png")
    for name, shares in found.items():
        typer.echo(f"features {name}: {', '.join(f'{share:.4f}' for share in shares)}")


@app.command()
def table1(source: Source, iterations: Iterations = PAPERS.iterations, rows: RowCount = None) -> None:
    """Random Forest, SVM and a 2-layer LSTM both ways, beside what is trivial."""
    from models.leader.paper import report, results
    from models.leader.paper import table1 as table
    from models.leader.paper.dataset import pieces

    budget = Budget(iterations=iterations, rows=rows)
    place = results.folder(source, budget)
    for cell in table.table1(pieces(source), budget, place):
        typer.echo(f"{cell['split']}: {cell['way']}: {report.figure(cell['mse'])}")


@app.command()
def table2(
    source: Source,
    samples: Samples = PAPERS.samples,
    iterations: Iterations = PAPERS.iterations,
    rows: RowCount = None,
    form: Annotated[list[str] | None, typer.Option(help="'as coded', 'over time'; default: both")] = None,
    layers: Annotated[list[int] | None, typer.Option(help="3, 4, 5; default: all")] = None,
    searcher: Annotated[list[str] | None, typer.Option(help="as Ax; default: the paper's six")] = None,
) -> None:
    """LSTMs of 3, 4 and 5 layers, tuned by six searchers through Ray Tune (needs the extra paper)."""
    from models.leader.paper import table2 as table

    budget, usual = Budget(samples, iterations, rows), table.Chosen()
    chosen = table.Chosen(form or usual.forms, layers or usual.layers, searcher or usual.searchers)
    for cell in table.table2(source, budget, chosen):
        typer.echo(table.told(cell))


@app.command()
def figures(
    source: Source,
    piece: Annotated[str | None, typer.Option(help="its name; default: the first")] = None,
    iterations: Iterations = PAPERS.iterations,
    rows: RowCount = None,
    out: Out = PICTURES,
) -> None:
    """Figures 4 and 5: each stem's BPM over the mix's, and the answers of LSTM and bridge over the stems."""
    from models.leader.paper import pictures
    from models.leader.paper.dataset import pieces

    found = pieces(source)
    out.mkdir(parents=True, exist_ok=True)
    for path in pictures.draw(
        found, pictures.shown(found, piece), iterations, rows, out / f"figure-{source}"
    ):
        typer.echo(str(path))


@app.command()
def report(
    into: Annotated[Path | None, typer.Option(help="a page whose marked places are filled")] = None,
) -> None:
    """All tables that were made, as Markdown; printed, or put between the marks of a page."""
    from models.leader.paper import report as writing

    if into is None:
        typer.echo(writing.everything())
    else:
        writing.fill(into)
        typer.echo(f"wrote {into}")


def main() -> None:
    """Run a command."""
    run(app)


if __name__ == "__main__":
    main()
