"""``python -m models.leader simulate | sets | fit | train | tune | export | evaluate | card``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.commands import run
from models.leader.data.stems import data_folder
from models.leader.network.train import TrainSettings

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Make, judge and export the leader model.")

USUAL = TrainSettings()
Shards = Annotated[Path, typer.Option(help="folder of the simulated ensembles")]
Checkpoint = Annotated[Path, typer.Option(help="the trained weights; training goes on from them")]


@app.command()
def simulate(
    shards: Shards,
    count: Annotated[int, typer.Option(help="shards of 8 simulated ensembles")] = 256,
    first: Annotated[int, typer.Option(help="seed of the first shard")] = 0,
    sound: Annotated[bool, typer.Option(help="add the set T, heard as sound")] = False,
    real: Annotated[
        bool, typer.Option(help="add real pieces and tempo curves (need the data folder)")
    ] = True,
    workers: Annotated[int, typer.Option(help="processes")] = 2,
) -> None:
    """Make training data; what is there already is kept."""
    from models.leader.audio.sets import build, hearings
    from models.leader.data import training
    from models.leader.ensembles.curves import SYNTHETIC
    from models.leader.ensembles.recorded import load_curves
    from models.leader.network import dataset, pulses

    curves = load_curves(data_folder()) if real else SYNTHETIC
    dataset.make_shards(shards, first, count, workers, curves)
    pulses.make_shards(shards)
    if real:
        training.make_shards(shards, data_folder())
    if sound:
        build("t", workers=workers)
        dataset.heard_shards(shards, "sound", hearings("t"))


@app.command()
def sets(
    names: Annotated[list[str], typer.Argument(help="a b s v t: by their files in models/leader/splits")],
    workers: Annotated[int, typer.Option(help="processes")] = 2,
) -> None:
    """Hear the frozen sets of ensembles; what is kept already stays."""
    from models.leader.audio import soundfont
    from models.leader.audio.sets import build

    if soundfont.find() is None:
        typer.echo("no fluidsynth with a soundfont: own syntheses only, not the frozen sets", err=True)
    for name in names:
        build(name, workers=workers)


@app.command()
def fit(out: Annotated[Path, typer.Option(help="folder for fit.md and fit.png")] = Path("build/fit")) -> None:
    """Show how well the simulator fits real ensembles (needs the data folder)."""
    from models.leader.ensembles import fit as fitting

    out.mkdir(parents=True, exist_ok=True)
    typer.echo(fitting.fit(data_folder(), out))


@app.command()
def train(
    shards: Shards,
    checkpoint: Checkpoint,
    epochs: int = USUAL.epochs,
    seed: int = USUAL.seed,
    rate: float = USUAL.rate,
    decay: Annotated[float, typer.Option(help="weight decay")] = USUAL.decay,
    hidden: Annotated[int, typer.Option(help="units of the LSTM of each bus")] = USUAL.hidden,
    world: Annotated[int, typer.Option(help="units of the LSTM of all")] = USUAL.world,
    width: Annotated[float, typer.Option(help="of the tempo's target, in bins")] = USUAL.width,
    leader_weight: Annotated[
        float, typer.Option(help="of the leader's loss beside the tempo's")
    ] = USUAL.leader_weight,
    threads: int = USUAL.threads,
    device: str = USUAL.device,
) -> None:
    """Train on all shards; resumes from the checkpoint when it exists."""
    from models.leader.network import train as training

    settings = TrainSettings(epochs, rate, seed, threads, device, decay, hidden, world, width, leader_weight)
    training.train(shards, checkpoint, settings)


@app.command()
def tune(
    shards: Shards,
    out: Annotated[
        Path,
        typer.Option(help="folder of the searches; on a cluster of several machines one that all share"),
    ] = Path("build/leader/search"),
    name: Annotated[
        str | None, typer.Option(help="of this search: it goes on where it was broken off; default: searcher")
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="trials; the first is of the usual settings")] = 25,
    iterations: Annotated[int, typer.Option(min=1, help="passes of each trial")] = USUAL.epochs,
    searcher: Annotated[
        str, typer.Option(help="random; or halving, which stops what is hopeless")
    ] = "random",
    address: Annotated[
        str | None, typer.Option(help="a Ray cluster: ray://HOST:PORT, HOST:PORT or auto; default: none")
    ] = None,
    concurrent: Annotated[int | None, typer.Option(min=1, help="trials at once; default: all cores")] = None,
    cpus: Annotated[int, typer.Option(min=1, help="cores of a trial")] = 1,
    gpus: Annotated[
        float | None, typer.Option(min=0, help="GPUs of a trial; default: one if there is one")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="of what is drawn")] = 0,
) -> None:
    """Search for better settings of ``train``, here or on a Ray cluster; goes on where it was broken off."""
    from models.leader import tuning
    from models.search.settings import SearchSettings
    from models.search.ways import named

    way = named(searcher)
    settings = SearchSettings(
        out,
        name or searcher,
        samples,
        iterations,
        seed,
        tuning.METRIC,
        address,
        concurrent,
        cpus,
        gpus,
    )
    typer.echo(tuning.tune(shards, settings, way))


@app.command()
def export(
    checkpoint: Checkpoint,
    out: Path = Path("models/leader/leader.onnx"),
    name: str = "leader",
    tilt: Annotated[float, typer.Option(help="nats an octave up: below 0 favours half time")] = 0.0,
) -> None:
    """Write the .onnx and compare it with PyTorch over 600 ticks."""
    from models.leader.network import export as exporting

    typer.echo(f"{out}: differs from PyTorch by {exporting.export(checkpoint, out, name, tilt):.1e} at most")


@app.command()
def evaluate(
    out: Annotated[Path, typer.Option(help="figures as JSON; sets judged before stay in it")],
    model: Annotated[Path | None, typer.Option(help="default: the one that ships")] = None,
    other: Annotated[list[str] | None, typer.Option(help="NAME=FILE: another model in the tables")] = None,
    sets: Annotated[
        str | None, typer.Option(help="names with commas; default: all but gtzan, ballroom")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="first pieces of each set only")] = None,
    controls: Annotated[int, typer.Option(help="pieces of B that the controls are made on")] = 20,
    loops: Annotated[int, typer.Option(help="closed loops of each gain")] = 5,
    workers: Annotated[int, typer.Option(help="processes")] = 1,
) -> None:
    """Judge the model beside all its rivals: tables, figures as JSON, two pictures beside them."""
    from models.leader.judge import command
    from models.leader.judge.candidates import Files
    from models.leader.judge.evaluate import Wanted

    files = Files(model, tuple(map(command.named, other or [])))
    wanted = Wanted(command.set_names(sets), limit, controls, loops)
    typer.echo(command.evaluate(out, files, wanted, workers))


@app.command()
def card(figures: Annotated[Path, typer.Argument(help="the JSON that evaluate wrote")]) -> None:
    """Write the model card from the figures of ``evaluate``."""
    from models.leader.judge import card as writing

    writing.write(figures)
    typer.echo(f"wrote {writing.CARD}")


def main() -> None:
    """Run a command."""
    run(app)


if __name__ == "__main__":
    main()
