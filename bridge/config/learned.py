"""What was learnt goes into the config file as a person wrote it: comments, order and blanks stay."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from bridge.config.load import load, parse
from bridge.errors import BridgeError
from bridge.outputs.settings import FootswitchSettings

KEY = "footswitch"
IDENTITY = ("message", "number", "channel")
"""The keys that say which switch it is."""


def learn(path: Path, switch: FootswitchSettings) -> None:
    """Write ``switch`` into the config file at ``path``, in place of the same switch's command if it has one.

    A file that is not there yet is made. Raises BridgeError when it cannot be read, is wrong, or cannot be
    written; it is left as it was then.
    """
    if path.exists():
        load(path)  # what is wrong in it is said in its own words, before anything is touched
    text = learned(path.read_text(encoding="utf-8") if path.exists() else "", switch)
    parse(text, str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BridgeError(
            f"the config file {path} cannot be written: {error.strerror}; give another with --config"
        ) from error


def learned(text: str, switch: FootswitchSettings) -> str:
    """The TOML ``text`` with ``switch`` in it."""
    document = tomlkit.parse(text)
    tables = document.get(KEY)
    if not isinstance(tables, AoT):  # none yet, or the empty list that `leaderbridge init` writes
        document.pop(KEY, None)
        tables = tomlkit.aot()
        document.append(KEY, tables)
    table = _table(switch)
    same = next((other for other in tables if _identity(other) == _identity(table)), None)
    if same is not None:
        same["command"] = switch.command
    else:
        tables.append(table)
    return tomlkit.dumps(document)


def _table(switch: FootswitchSettings) -> Any:
    table = tomlkit.table()
    table.update(asdict(switch))
    return table


def _identity(table: Any) -> tuple[Any, ...]:
    return tuple(table.get(key, 0) for key in IDENTITY)
