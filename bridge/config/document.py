"""A TOML file as it stands, and where in it a table is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridge.errors import BridgeError, one_line


class ConfigError(BridgeError):
    """A file that cannot be used; ``problems`` holds a line for each thing wrong, the message the first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(map(one_line, problems))
        more = f" (and {len(problems) - 1} more; --debug shows all)" if len(problems) > 1 else ""
        super().__init__(problems[0] + more)


def read_text(path: Path, what: str, missing: str, unreadable: str) -> str:
    """The text of the file; ``what`` it is, and what to do when it is ``missing`` or ``unreadable``.

    Raises `BridgeError` in these words.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BridgeError(f"there is no {what} {path}; {missing}") from None
    except OSError as error:
        raise BridgeError(f"the {what} {path} cannot be read: {error.strerror}; {unreadable}") from error
    except UnicodeDecodeError as error:
        raise BridgeError(
            f"the {what} {path} cannot be read: it is no UTF-8 text; save it as such"
        ) from error


def document(text: str, name: str) -> dict[str, Any]:
    """The TOML ``text`` of the file called ``name``; raises `ConfigError` when it is none."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError([f"{name}: not valid TOML: {error}"]) from error


def place(key: str, number: int, table: Mapping[str, object]) -> str:
    """Where the table is: ``[[bus]] 2 "bass"``."""
    return f'[[{key}]] {number} "{table["name"]}"' if table.get("name") else f"[[{key}]] {number}"
