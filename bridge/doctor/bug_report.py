"""One text file with all that somebody needs to find a fault, and nothing that is private."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from bridge import __version__
from bridge.app.log import OLDER, TIME, log_file
from bridge.config import default_path, load, to_toml
from bridge.doctor.osc_ear import answers
from bridge.doctor.privacy import Person, cleaned, hosts_in
from bridge.errors import BridgeError

MINUTES = 10
"""Of the log, back from its last line: the bridge may have crashed long ago."""
MOST = 300_000
"""Letters of the log at most, its newest ones: still a file that can be mailed."""
OTHERS = r"extra == .(?!link)"
"""The packages that no running bridge uses: those of extras other than Link's."""
PATIENCE = 60.0
"""Seconds that a command which asks the machine may take; a driver may hang."""
HEAD = """\
This is a report on leaderbridge. Read it before you send it to anyone.
It has versions, the config, devices and the last minutes of the log. It has no sound. Paths, addresses, and
the names of you and your computers were replaced by PATH, ADDRESS and NAME; the names of buses, songs and
devices were not.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """What is reported on: the config's file as it was given, None for the one in force; and the ``log``."""

    config: Path | None
    log: Path

    @property
    def file(self) -> Path:
        """The config's file, which need not exist."""
        return self.config or default_path()


def report(config: Path | None = None) -> str:
    """The text of the report. Never raises: what cannot be had is said in its place. Takes some seconds."""
    case = Case(config, log_file())
    parts = [f"== {title} ==\n{_had(part, case)}" for title, part in PARTS.items()]
    return cleaned("\n\n".join([HEAD, *parts]) + "\n", _person(case))


def _person(case: Case) -> Person:
    person = Person.here()
    with suppress(OSError):
        hosts = hosts_in(case.file.read_text(errors="replace"))
        return replace(person, names=(*person.names, *hosts))
    return person


def _had(part: Callable[[Case], str], case: Case) -> str:
    try:
        return part(case).strip() or "nothing"
    except Exception as error:  # a report on a fault meets faults
        return f"could not be had: {type(error).__name__}: {error}"


def _versions(_: Case) -> str:
    all_ = metadata.requires("leaderbridge") or ()
    needed = sorted({re.split(r"[^\w.-]", need)[0] for need in all_ if not re.search(OTHERS, need)})
    packages = [f"{name} {version}" for name in needed if (version := _version(name))]
    system = f"{platform.system()} {platform.release()} {platform.machine()}, Python {sys.version.split()[0]}"
    return "\n".join([f"leaderbridge {__version__}", system, *packages])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _config(case: Case) -> str:
    if not case.file.exists():
        return "no file; the defaults are in force"
    try:
        return to_toml(load(case.file))
    except BridgeError as error:
        return f"it cannot be used: {error}\nIt says:\n{case.file.read_text(errors='replace')}"


def _running(case: Case) -> str:
    osc = load(case.config).osc
    return f"a bridge {'answers' if answers(osc.host, osc.port) else 'does not answer'} at its OSC port"


def _doctor(case: Case) -> str:
    return _said("doctor", "--seconds", "0", *_given(case))


def _devices(case: Case) -> str:
    return _said("devices", *_given(case))


def _given(case: Case) -> tuple[str, ...]:
    return ("--config", str(case.config)) if case.config else ()


def _said(*words: str) -> str:
    """What our own command says: in a process of its own, which may crash or hang in somebody's driver."""
    command = [sys.executable, "-c", "from bridge.cli import main; main()", *words]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE:g} s"
    crashed = f"\nit crashed ({done.returncode})" if done.returncode < 0 else ""
    return f"{done.stdout}{done.stderr}{crashed}"


def _log(case: Case) -> str:
    older = [case.log.with_name(f"{case.log.name}.{number}") for number in range(OLDER, 0, -1)]
    files = [file for file in (*older, case.log) if file.exists()]
    lines = [
        line for file in files for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return "\n".join(last_minutes(lines))[-MOST:]


def last_minutes(lines: list[str], minutes: float = MINUTES) -> list[str]:
    """Those ``lines`` of a log that are at most ``minutes`` older than its last.

    Lines without a time belong to the one before.
    """
    times = [time_of(line) for line in lines]
    known = [time for time in times if time is not None]
    if not known:
        return lines
    first = known[-1] - timedelta(minutes=minutes)
    start = next(number for number, time in enumerate(times) if time is not None and time >= first)
    return lines[start:]


def time_of(line: str) -> datetime | None:
    """When a line of the log was written; None for one that goes on what the one before said."""
    try:
        return datetime.strptime(line.partition(" ")[0].partition(",")[0], TIME)
    except ValueError:
        return None


PARTS = {
    "versions": _versions,
    "config": _config,
    "running": _running,
    "doctor": _doctor,
    "devices": _devices,
    f"log, the last {MINUTES} minutes": _log,
}
"""The parts of a report in order: their titles and what writes them."""
