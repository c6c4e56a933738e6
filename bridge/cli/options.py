"""Options that several commands share, and how they become a `Config`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bridge.config import Config

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", metavar="FILE", help="The TOML file with the settings.", show_default=False
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the results go.")]


def config_in_force(path: Path | None) -> Config:
    """The settings in ``path``, else in the user's own file, else the defaults."""
    from bridge.config import load

    return load(path)


def config_named(path: Path | None) -> Config:
    """The settings in ``path``, else the defaults: what can be repeated on any machine."""
    from bridge.config import Config, load

    return load(path) if path else Config()


def config_at_a_desk(path: Path | None) -> Config:
    """The settings in ``path``, else the defaults without a MIDI output: a desk may lack the port."""
    from dataclasses import replace

    return replace(config_named(path), midi=()) if path is None else config_named(path)
