"""``leaderbridge demo``: a synthesised band, the bridge that follows it, and the truth beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bridge.cli.dashboard import Dashboard, Lan, announce_page, with_page
from bridge.cli.options import ConfigFile, Out, config_at_a_desk

if TYPE_CHECKING:
    from bridge.config import Config


def demo(
    seconds: Annotated[float, typer.Option(min=1.0, max=3600.0, help="How long the band plays.")] = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Which song it plays.")] = 1,
    out: Out = Path("demo-out"),
    fast: Annotated[bool, typer.Option("--fast", help="As fast as it goes, without the wall clock.")] = False,
    keep_audio: Annotated[
        bool, typer.Option("--keep-audio", help="Also write what the band played.")
    ] = False,
    config: ConfigFile = None,
    dashboard: Dashboard = False,
    lan: Lan = False,
) -> None:
    """Let a synthesised band play and see the bridge follow. Needs no JACK, no sound card and no DAW.

    \b
    Examples:
      leaderbridge demo
      leaderbridge demo --dashboard           (and look at it in a browser)
      leaderbridge demo --config gig.toml     (through its MIDI outputs, to try a receiver)
      leaderbridge demo --fast --seconds 120 --seed 7 --out out
    """
    from bridge.cli.summary import print_summary

    play = _fast if fast else _live
    settings = with_page(config_at_a_desk(config), dashboard, lan)
    summary = play(seconds, seed, out, settings, keep_audio)
    print_summary(summary, out)


def _fast(seconds: float, seed: int, out: Path, config: Config, keep_audio: bool) -> dict[str, Any]:
    from bridge import offline
    from bridge.cli.progress import progress_bar

    with progress_bar("the band plays") as progress:
        return offline.demo(seconds, seed, out, config, keep_audio, progress)


def _live(seconds: float, seed: int, out: Path, config: Config, keep_audio: bool) -> dict[str, Any]:
    from rich.console import Console

    from bridge import app
    from bridge.app.log import logged, logging_too
    from bridge.cli.status import shown

    with logged(), shown(Console()) as status:
        show = logging_too(status)
        return app.demo(seconds, seed, out, config, keep_audio, show, lambda: announce_page(config))
