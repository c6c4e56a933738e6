"""The page on the command line: the options that switch it on, and where it is found."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.cli.doors import warn_of_open_doors

if TYPE_CHECKING:
    from bridge.config import Config

Dashboard = Annotated[bool, typer.Option("--dashboard", help="Serve a page for this computer's browser.")]
Lan = Annotated[
    bool, typer.Option("--lan", help="Serve it to phones and tablets of the local network too, by a token.")
]


def with_page(config: Config, dashboard: bool, lan: bool) -> Config:
    """``config`` with the page that the options ask for; without them as it says itself."""
    if lan:
        return replace(config, dashboard=replace(config.dashboard, mode="lan"))
    if dashboard and config.dashboard.mode == "off":
        return replace(config, dashboard=replace(config.dashboard, mode="here"))
    return config


def announce_page(config: Config) -> None:
    """Say on stderr where the page is, with a code for phones to scan; and what is open to others."""
    warn_of_open_doors(config)
    if config.dashboard.mode == "off":
        return
    from bridge.dashboard.address import code, url

    address = url(config.dashboard)
    print(f"leaderbridge: the page is on {address}", file=sys.stderr, flush=True)
    if config.dashboard.mode == "lan":
        print(code(address), file=sys.stderr, flush=True)
