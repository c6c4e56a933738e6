"""The interpreter and the packages that the bridge is made of."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping

from bridge.doctor.finding import Finding, fail, ok

PACKAGES = ("pyo", "aubio", "numpy", "onnxruntime", "mido", "rtmidi", "pythonosc", "soxr", "soundfile")
"""Import names. JACK-Client is looked at with JACK: it fails without a library that is no Python package."""


def check_version() -> Finding:
    """Whether this Python has wheels of everything."""
    return judge_version((sys.version_info.major, sys.version_info.minor))


def judge_version(version: tuple[int, int]) -> Finding:
    """The finding for a Python ``(major, minor)``."""
    name = f"{version[0]}.{version[1]}"
    if (3, 11) <= version <= (3, 12):
        return ok("python", f"Python {name}")
    return fail(
        "python",
        f"Python {name}; python-rtmidi and pyo have no packages for it",
        "install Python 3.11 or 3.12 and make the environment anew: rm -rf .venv && make demo",
    )


def check_packages() -> Finding:
    """Whether every package of the runtime can be imported."""
    return judge_packages({name: _import_error(name) for name in PACKAGES})


def judge_packages(errors: Mapping[str, str]) -> Finding:
    """The finding for ``errors``: what went wrong by import name, empty when nothing did."""
    broken = [f"{name} ({error})" for name, error in errors.items() if error]
    if not broken:
        return ok("packages", f"{len(errors)} packages can be imported")
    return fail(
        "packages",
        f"cannot import {', '.join(broken)}",
        f"{sys.executable} -m pip install --force-reinstall leaderbridge",
    )


def _import_error(name: str) -> str:
    # pyo prints a hint about wxPython, which nobody needs here, unless told that it is not wanted.
    os.environ.setdefault("PYO_GUI_WX", "0")
    try:
        importlib.import_module(name)
    except (ImportError, OSError) as error:
        return " ".join(str(error).split())
    return ""
