"""``leaderbridge doctor``: what is missing for live use, the command that fixes it, and how late sound is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.cli.options import ConfigFile, config_in_force

if TYPE_CHECKING:
    from bridge.doctor import Finding


def doctor(
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, for programs.")] = False,
    seconds: Annotated[
        float, typer.Option(min=0.0, max=25.0, help="How long the buses are listened to; 0: not at all.")
    ] = 8.0,
    loopback: Annotated[
        bool, typer.Option("--loopback", help="Instead: play clicks into a loop-back cable and time them.")
    ] = False,
    out: Annotated[str, typer.Option("--out", metavar="PORT", help="JACK port the clicks go to.")] = "",
    back: Annotated[str, typer.Option("--in", metavar="PORT", help="JACK port they come back at.")] = "",
) -> None:
    """Look at everything that live use needs; ends with exit code 1 when something fails.

    Listens to the buses as well, also while the bridge runs: play meanwhile. What each finding means stands
    in docs/troubleshooting.md.

    \b
    Examples:
      leaderbridge doctor
      leaderbridge doctor --seconds 0         (at once, without listening)
      leaderbridge doctor --config gig.toml --json
      leaderbridge doctor --loopback --out system:playback_3 --in system:capture_1
    """
    findings = _heard(config, out, back) if loopback else _examined(config, seconds)
    show = _print_json if as_json else _print_list
    show(findings)
    if any(finding.verdict == "fail" for finding in findings):
        raise typer.Exit(1)


def _examined(config: Path | None, seconds: float) -> list[Finding]:
    from bridge.doctor import examine

    return examine(config, seconds)


def _heard(config: Path | None, out: str, back: str) -> list[Finding]:
    from bridge.app.live import use_server
    from bridge.doctor.loopback import check_loopback

    use_server(config_in_force(config).audio.server)
    return check_loopback(out, back)


def _print_json(findings: Sequence[Finding]) -> None:
    print(json.dumps([asdict(finding) for finding in findings], indent=2))


def _print_list(findings: Sequence[Finding]) -> None:
    from rich.console import Console

    marks = {
        "ok": "[green]ok  [/]",
        "unknown": "[cyan]?   [/]",
        "warn": "[yellow]warn[/]",
        "fail": "[red]FAIL[/]",
    }
    console = Console(soft_wrap=True, highlight=False)
    for finding in findings:
        console.print(f"{marks[finding.verdict]}  [bold]{finding.check}[/]: ", end="")
        console.print(finding.found, markup=False)
        if finding.fix:
            console.print(f"        fix: {finding.fix}", markup=False)
