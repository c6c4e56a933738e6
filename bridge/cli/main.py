"""The console script: the commands by name, and errors as one line that a person can act on."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from bridge import __version__
from bridge.cli.analyse import analyse
from bridge.cli.config import config
from bridge.cli.demo import demo
from bridge.cli.devices import devices
from bridge.cli.doctor import doctor
from bridge.cli.init import init
from bridge.cli.learn import learn
from bridge.cli.monitor import monitor
from bridge.cli.patches import patches
from bridge.cli.replay import replay
from bridge.cli.report_bug import report_bug
from bridge.cli.run import run
from bridge.cli.steady_clock import steady_clock
from bridge.errors import BridgeError

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo,
    "run": run,
    "replay": replay,
    "analyse": analyse,
    "devices": devices,
    "doctor": doctor,
    "report-bug": report_bug,
    "config": config,
    "init": init,
    "learn": learn,
    "monitor": monitor,
    "patches": patches,
    "test-clock": steady_clock,
}

PROGRAM = "leaderbridge"
DEBUG = "--debug"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and leaves the process.

    Exit code 0: done; 1: failed while working; 2: a wrong call, config or input (`BridgeError`). Errors are
    one line on stderr; ``--debug``, anywhere on the line, adds the traceback. Ctrl-C ends a command that has
    no way of its own to end with 130.
    """
    given = sys.argv[1:] if arguments is None else arguments
    words = [word for word in given if word != DEBUG] or ["--help"]
    try:
        code = application()(args=words, prog_name=PROGRAM, standalone_mode=False)
    except Exception as error:
        code = _told(error, debug=DEBUG in given)
    sys.exit(code)


def application() -> typer.Typer:
    """All commands as one typer application. Plain help, because rich costs a quarter second to import."""
    app = typer.Typer(
        rich_markup_mode=None,
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
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _told(error: Exception, debug: bool) -> int:
    """Tells a person what went wrong; gives the exit code."""
    lines = [_sentence(error)]
    if debug:
        traceback.print_exception(error)
        lines = list(getattr(error, "problems", lines))
    for line in lines:
        print(f"{PROGRAM}: {line}", file=sys.stderr)
    return 2 if isinstance(error, BridgeError) or _is_wrong_call(error) else 1


def _sentence(error: Exception) -> str:
    if _is_wrong_call(error):
        return _wrong_call(error)
    text = " ".join(str(error).split())
    if isinstance(error, BridgeError | OSError | RuntimeError):
        return text or type(error).__name__
    what = f"unexpected {type(error).__name__}: {text}"
    return f"{what} (--debug shows where; please report it: {PROGRAM} report-bug)"


def _is_wrong_call(error: Any) -> bool:
    """Whether typer could not read the command line; its classes for that have no public names."""
    return hasattr(error, "format_message")


def _wrong_call(error: Any) -> str:
    command = error.ctx.command_path if getattr(error, "ctx", None) else PROGRAM
    return f"{' '.join(error.format_message().split())} ({command} --help tells more)"
