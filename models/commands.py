"""How the commands of the models end."""

from __future__ import annotations

import typer

from bridge.errors import BridgeError


def run(app: typer.Typer) -> None:
    """Run the command that was typed; what a person did wrong ends in one line and exit code 2."""
    try:
        app()
    except BridgeError as error:
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None
