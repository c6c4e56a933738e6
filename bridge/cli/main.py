"""The console script: the commands by name, and errors as one line that a person can act on."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from bridge import __version__
from bridge.cli.analyse import analyse
from bridge.cli.config import config
from bridge.cli.demo import demo
from bridge.cli.devices import devices
from bridge.cli.doctor import doctor
from bridge.cli.init import init
from bridge.cli.monitor import monitor
from bridge.cli.run import run
from bridge.cli.steady_clock import steady_clock
from bridge.errors import BridgeError

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo,
    "run": run,
    "analyse": analyse,
    "devices": devices,
    "doctor": doctor,
    "config": config,
    "init": init,
    "monitor": monitor,
    "test-clock": steady_clock,
}

DEBUG = "--debug"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and leaves the process.

    Exit code 0: done; 1: failed while working; 2: a wrong call, config or input (`BridgeError`). Errors are
    one line on stderr; ``--debug``, anywhere on the line, adds the traceback.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        application()(args=[word for word in given if word != DEBUG])
    except Exception as error:
        sys.exit(_told(error, debug=DEBUG in given))


def application() -> typer.Typer:
    """All commands as one typer application. Plain help, because rich costs a quarter second to import."""
    app = typer.Typer(
        rich_markup_mode=None,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_bridge)
    for name, command in COMMANDS.items():
        app.command(name)(command)
    return app


def _bridge(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", is_eager=True, callback=lambda v: _version(v)),
    ] = False,
    debug: Annotated[bool, typer.Option(DEBUG, help="Show tracebacks; may stand anywhere.")] = False,
) -> None:
    """Hears which musician leads the tempo and lets machines follow, over MIDI clock and OSC.

    \b
    Try it without any set-up:   leaderbridge demo
    What is missing for live use: leaderbridge doctor
    """


def _version(wanted: bool) -> None:
    if wanted:
        print(f"leaderbridge {__version__}")
        raise typer.Exit


def _told(error: Exception, debug: bool) -> int:
    """Tells a person what went wrong; gives the exit code."""
    lines = [_sentence(error)]
    if debug:
        traceback.print_exception(error)
        lines = list(getattr(error, "problems", lines))
    for line in lines:
        print(f"leaderbridge: {line}", file=sys.stderr)
    return 2 if isinstance(error, BridgeError) else 1


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, BridgeError | OSError | RuntimeError):
        return text or type(error).__name__
    return f"unexpected {type(error).__name__}: {text} (--debug shows where; please report it)"
