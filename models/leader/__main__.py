"""``python -m models.leader simulate | train | evaluate | export``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bridge.errors import BridgeError
from models.leader.data.stems import data_folder
from models.leader.network.train import TrainSettings

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Make, judge and export the leader model.")

Shards = Annotated[Path, typer.Option(help="folder of the simulated ensembles")]
Checkpoint = Annotated[Path, typer.Option(help="the trained weights; training goes on from them")]


@app.command()
def simulate(
    shards: Shards,
    count: Annotated[int, typer.Option(help="shards of 8 ensembles")] = 160,
    first: Annotated[int, typer.Option(help="seed of the first shard")] = 0,
    jazz: Annotated[int, typer.Option(help="shards of jazz trios (needs the data folder)")] = 10,
    pop: Annotated[int, typer.Option(help="shards of pop songs (needs the data folder)")] = 24,
    workers: Annotated[int, typer.Option(help="processes")] = 2,
) -> None:
    """Make training data; what is there already is kept."""
    from models.leader.data import jazz as trios
    from models.leader.data import pieces
    from models.leader.data import pop as songs
    from models.leader.network import dataset

    dataset.make_shards(shards, first, count, workers)
    if jazz:
        found = trios.pieces(data_folder() / "jazz_trio_database")
        pieces.make_shards(shards, "jazz", found, trios.DETECTORS, jazz)
    if pop:
        found = songs.pieces(data_folder() / "pop909", pop * dataset.PER_SHARD)
        pieces.make_shards(shards, "pop", found, None, pop)


@app.command()
def train(
    shards: Shards,
    checkpoint: Checkpoint,
    epochs: int = TrainSettings().epochs,
    seed: int = TrainSettings().seed,
    minutes: float = TrainSettings().minutes,
    rate: float = TrainSettings().rate,
    threads: int = TrainSettings().threads,
) -> None:
    """Train on all shards; resumes from the checkpoint when it exists."""
    from models.leader.network import train as training

    training.train(shards, checkpoint, TrainSettings(epochs, rate, seed, threads, minutes))


@app.command()
def export(
    checkpoint: Checkpoint,
    out: Path = Path("models/leader/leader.onnx"),
    name: str = "leader",
    tilt: Annotated[float, typer.Option(help="nats an octave up: below 0 favours half time")] = -0.8,
) -> None:
    """Write the .onnx and compare it with PyTorch over 600 ticks."""
    from models.leader.network import export as exporting

    typer.echo(f"{out}: differs from PyTorch by {exporting.export(checkpoint, out, name, tilt):.1e} at most")


@app.command()
def evaluate(
    model: Annotated[Path | None, typer.Option(help="default: the one that ships")] = None,
    ensembles: int = 96,
    demo_seeds: int = 8,
    out: Path | None = None,
) -> None:
    """Print the tables of the card; ``--out`` also writes them as JSON."""
    from models.leader.judge import evaluate as judging

    figures = judging.evaluate(model, ensembles, range(judging.FIRST_DEMO, judging.FIRST_DEMO + demo_seeds))
    typer.echo(judging.as_markdown(figures))
    if out:
        out.write_text(json.dumps(figures, indent=1))


def main() -> None:
    """Run a command; what a person did wrong ends in one line and exit code 2."""
    try:
        app()
    except BridgeError as error:
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
