"""The config file."""

from __future__ import annotations

from pathlib import Path

from bridge.config import Config, default_path, load
from bridge.doctor.finding import Finding, fail, ok
from bridge.errors import BridgeError


def check_config(path: Path | None) -> tuple[Finding, Config]:
    """Whether the config can be used, and the config for the other checks: the defaults if it cannot."""
    try:
        config = load(path)
    except BridgeError as error:
        return fail(
            "config", str(error), f"edit {path or default_path()}, or make a new one: leaderbridge init"
        ), Config()
    source = path or default_path()
    return ok("config", f"{source}" if source.exists() else "no file; the defaults are in force"), config
