"""``leaderbridge doctor``: what is missing for live use, and the command that fixes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.cli.options import ConfigFile

if TYPE_CHECKING:
    from bridge.doctor import Finding


def doctor(
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list, for programs.")] = False,
) -> None:
    """Look at everything that live use needs; ends with exit code 1 when something fails.

    \b
    Examples:
      leaderbridge doctor
      leaderbridge doctor --config gig.toml --json
    """
    from bridge.doctor import examine

    findings = examine(config)
    show = _print_json if as_json else _print_list
    show(findings)
    if any(finding.verdict == "fail" for finding in findings):
        raise typer.Exit(1)


def _print_json(findings: Sequence[Finding]) -> None:
    print(json.dumps([asdict(finding) for finding in findings], indent=2))


def _print_list(findings: Sequence[Finding]) -> None:
    from rich.console import Console

    marks = {"ok": "[green]ok  [/]", "warn": "[yellow]warn[/]", "fail": "[red]FAIL[/]"}
    console = Console(soft_wrap=True, highlight=False)
    for finding in findings:
        console.print(f"{marks[finding.verdict]}  [bold]{finding.check}[/]: ", end="")
        console.print(finding.found, markup=False)
        if finding.fix:
            console.print(f"        fix: {finding.fix}", markup=False)
