"""``python -m models.mcclstm render | train | export | evaluate | table | card``."""

from __future__ import annotations

import typer

from bridge.errors import BridgeError
from models.leader.data.stems import data_folder

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Make, judge and export the style model.")


@app.command()
def render() -> None:
    """Make the excerpts to train and judge on; what is there already is kept."""
    from models.mcclstm.data import rendered

    rendered.render(data_folder())


@app.callback()
def about() -> None:
    """Make, judge and export the style model."""


def main() -> None:
    """Run a command; what a person did wrong ends in one line and exit code 2."""
    try:
        app()
    except BridgeError as error:
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
