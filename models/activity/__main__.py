"""``python -m models.activity render | train | export | evaluate | card``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from models.activity.data.pool import BUILT
from models.activity.network.net import FORMS
from models.activity.network.train import TrainSettings
from models.commands import run

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Make, judge and export the instrument ear."
)
FIGURES = BUILT / "figures.json"

Checkpoints = Annotated[Path, typer.Option(help="folder of the trained weights, a file a network")]


@app.command()
def render(most: Annotated[int | None, typer.Option(help="sessions of each use at most")] = None) -> None:
    """Make stems, clips and mixes (needs soundfonts and the data folder); what is there is kept."""
    from models.activity.data import pool
    from models.leader.data.stems import data_folder

    pool.make(data_folder(), most=most)


@app.command()
def train(
    form: Annotated[list[str] | None, typer.Option(help=f"{', '.join(FORMS)}; default: all")] = None,
    checkpoints: Checkpoints = BUILT,
    steps: int = TrainSettings().steps,
    batch: int = TrainSettings().batch,
    rate: float = TrainSettings().rate,
    seed: int = TrainSettings().seed,
    threads: int = TrainSettings().threads,
    device: str = TrainSettings().device,
) -> None:
    """Render what is missing and train; resumes from the checkpoint when it exists."""
    from models.activity.data import pool
    from models.activity.network import train as training
    from models.leader.data.stems import data_folder

    pool.make(data_folder(), ("train", "validate"))
    clips, held_out = pool.pool("train"), pool.mixes("validate")
    settings = TrainSettings(steps, batch, rate, seed, threads, device)
    for name in form or FORMS:
        score = training.train(name, clips, held_out, checkpoints / f"{name}.pt", settings)
        typer.echo(f"{name}: label-ranking average precision on validation {score:.3f}")


@app.command()
def export(
    checkpoints: Checkpoints = BUILT,
    out: Path = Path("models/activity/activity.onnx"),
    name: str = "activity",
) -> None:
    """Write the .onnx of the network that did best on validation, and compare it with PyTorch."""
    from models.activity.network import export as exporting

    chosen = exporting.best([checkpoints / f"{form}.pt" for form in FORMS])
    worst = exporting.export(chosen, out, name)
    typer.echo(f"{out}: {chosen.stem}; differs from PyTorch by {worst:.1e} at most")


@app.command()
def evaluate(
    checkpoints: Checkpoints = BUILT,
    model: Annotated[Path, typer.Option(help="the file that ships")] = Path("models/activity/activity.onnx"),
    out: Annotated[Path, typer.Option(help="figures as JSON")] = FIGURES,
    medleydb: Annotated[
        Path | None, typer.Option(help="a folder of multitracks laid out as MedleyDB")
    ] = None,
) -> None:
    """Render what is missing and judge the model beside its rivals: figures as JSON, tables."""
    from models.activity.data import pool
    from models.activity.judge.evaluate import evaluate as judge
    from models.activity.judge.tables import everything
    from models.leader.data.stems import data_folder

    pool.make(data_folder())
    found = judge(checkpoints, model, data_folder(), medleydb)
    out.write_text(json.dumps(found, indent=1))
    typer.echo(everything(found))


@app.command()
def card(figures: Annotated[Path, typer.Argument(help="the JSON that evaluate wrote")] = FIGURES) -> None:
    """Write the model card and its picture from the figures of ``evaluate``."""
    from models.activity.judge import card as writing

    writing.write(figures)
    typer.echo(f"wrote {writing.CARD}")


def main() -> None:
    """Run a command."""
    run(app)


if __name__ == "__main__":
    main()
