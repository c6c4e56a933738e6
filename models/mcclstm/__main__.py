"""``python -m models.mcclstm render | train | export | evaluate | table | card``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from models.commands import run
from models.leader.data.stems import data_folder
from models.leader.files import ROOT
from models.mcclstm.network.train import TrainSettings

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Make, judge and export the style model.")

USUAL = TrainSettings()
BUILT = ROOT / "build" / "mcclstm"
Checkpoint = Annotated[Path, typer.Option(help="the trained weights; training goes on from them")]
Model = Annotated[Path, typer.Option(help="the model file")]
Figures = Annotated[Path, typer.Option(help="figures as JSON")]
Table = Annotated[Path, typer.Option(help="the table over folds, markdown")]
Hop = Annotated[int, typer.Option(help="samples from frame to frame: 1024 or 2048")]
CHECKPOINT, SHIPPED = BUILT / "mcclstm.pt", Path("models/mcclstm/mcclstm.onnx")
FIGURES, TABLE = BUILT / "figures.json", BUILT / "table.md"


@app.command()
def render() -> None:
    """Make the excerpts to train and judge on (needs the data folder); what is there already is kept."""
    from models.mcclstm.data import rendered

    rendered.render(data_folder())


@app.command()
def train(
    checkpoint: Checkpoint = CHECKPOINT,
    epochs: int = USUAL.epochs,
    seed: int = USUAL.seed,
    rate: float = USUAL.rate,
    variance: float = USUAL.variance,
    hop: Hop = USUAL.hop,
    threads: int = USUAL.threads,
    device: str = USUAL.device,
) -> None:
    """Train MCCLSTM on the excerpts for training; resumes from the checkpoint when it exists."""
    from bridge.labels import STYLES
    from models.mcclstm.data import rendered
    from models.mcclstm.network.architecture import ARCHITECTURES, SHIPPED
    from models.mcclstm.network.train import Training, accuracy

    settings = TrainSettings(
        epochs, rate, variance=variance, hop=hop, seed=seed, threads=threads, device=device
    )
    net = Training(rendered.load("train"), STYLES, ARCHITECTURES[SHIPPED], settings, checkpoint).run()
    right = accuracy(net, rendered.load("validate"), STYLES, hop)
    typer.echo(f"{checkpoint}: {100 * right:.1f} % of the excerpts for validation are right")


@app.command()
def export(
    checkpoint: Checkpoint = CHECKPOINT, out: Model = SHIPPED, name: str = "mcclstm-1", hop: Hop = USUAL.hop
) -> None:
    """Write the .onnx and compare it with PyTorch over 64 chunks."""
    from models.mcclstm.network import export as exporting

    worst = exporting.export(checkpoint, out, name, hop)
    typer.echo(f"{out}: {out.stat().st_size // 1000} kB, differs from PyTorch by {worst:.1e} at most")


@app.command()
def evaluate(model: Model = SHIPPED, out: Figures = FIGURES) -> None:
    """Judge the model file on the excerpts for the test beside the baselines, and hear it on real music."""
    from models.mcclstm.data import rendered
    from models.mcclstm.judge import real, tables
    from models.mcclstm.judge.evaluate import figures

    found = figures(model, rendered.load("train"), rendered.load("test"))
    found["real"] = real.answers(model, data_folder())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1))
    typer.echo(tables.everything(json.loads(out.read_text())))


@app.command()
def table(
    data: Annotated[str, typer.Option(help="rendered, gtzan, ballroom or soundtracks")] = "rendered",
    folder: Annotated[Path | None, typer.Option(help="where a collection of your own lies")] = None,
    folds: Annotated[int, typer.Option(min=1, max=10, help="how many of the ten")] = 10,
    split: Annotated[str, typer.Option(help="folds; or filtered, the one of GTZAN")] = "folds",
    each: Annotated[int, typer.Option(help="excerpts of a style, of the rendered")] = 70,
    epochs: int = USUAL.epochs,
    window: Annotated[int, typer.Option(help="chunks of a track in a pass")] = USUAL.window,
    seed: int = USUAL.seed,
    variance: float = USUAL.variance,
    hop: Hop = USUAL.hop,
    threads: int = USUAL.threads,
    device: str = USUAL.device,
    out: Table = TABLE,
) -> None:
    """Accuracy over folds of all seven architectures and the baselines; goes on where it was broken off.

    The table is written anew after each fold.
    """
    from models.mcclstm.judge import table as judging

    settings = TrainSettings(
        epochs, window=window, variance=variance, hop=hop, seed=seed, threads=threads, device=device
    )
    tracks = judging.collection(data, folder, each)
    kept = judging.place(data, tracks, settings)
    for count in range(1, folds + 1):
        found = judging.measure(judging.divisions(split, tracks, count), settings, kept)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(judging.written(found, len(tracks), settings))
    typer.echo(out.read_text())


@app.command()
def card(figures: Figures = FIGURES, folds: Table = TABLE) -> None:
    """Write the model card and its pictures from the figures of ``evaluate`` and ``table``."""
    from models.mcclstm.judge import card as writing

    writing.write(figures, folds)
    typer.echo(f"wrote {writing.CARD}")


def main() -> None:
    """Run a command."""
    run(app)


if __name__ == "__main__":
    main()
