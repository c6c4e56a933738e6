"""The TOML file → `Config`, or every problem in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from platformdirs import user_config_path

from bridge.config.checks import contradictions
from bridge.config.config import Config
from bridge.config.document import ConfigError, document, place, read_text
from bridge.config.reader import Report, read_table, unknown
from bridge.config.setlist import at_home, set_list


def default_path() -> Path:
    """Where the user's own file is, whether or not it exists."""
    return user_config_path("leaderbridge") / "leaderbridge.toml"


def load(path: Path | None = None) -> Config:
    """The settings in ``path``; without one, in the user's own file, or the defaults when there is none.

    Raises `BridgeError` for a file that cannot be read or is no TOML, `ConfigError` for what is wrong in it
    or in its set list.
    """
    if path is None and not default_path().exists():
        return Config()
    path = path or default_path()
    text = read_text(
        path,
        "config file",
        missing=f"make one: leaderbridge init --config {path}",
        unreadable="give another with --config",
    )
    config = at_home(parse(text, str(path)), path.parent)
    set_list(config)
    return config


def parse(text: str, name: str) -> Config:
    """The settings in ``text``, the TOML of the file called ``name``; raises as `load` does."""
    problems: list[str] = []

    def report(where: str, problem: str) -> None:
        problems.append(f"{name}: {where}: {problem}" if where else f"{name}: {problem}")

    sections = _read_sections(document(text, name), report)
    if not problems:
        config = Config(**sections)
        for where, problem in contradictions(config):
            report(where, problem)
    if problems:
        raise ConfigError(problems)
    return config


def _read_sections(document: Mapping[str, object], report: Report) -> dict[str, Any]:
    hints = get_type_hints(Config)
    known = [field.name for field in fields(Config)]
    for key in document:
        if key not in known:
            report("", unknown("section", key, known))
    return {key: _read_section(key, hints[key], document[key], report) for key in known if key in document}


def _read_section(key: str, hint: Any, given: object, report: Report) -> object:
    read = _read_many if get_origin(hint) is tuple else _read_one
    return read(key, hint, given, report)


def _read_one(key: str, hint: Any, given: object, report: Report) -> object:
    if not isinstance(given, dict):
        report(f"[{key}]", f"is a section; write [{key}], and its keys below")
        return None
    return read_table(hint, given, f"[{key}]", report)


def _read_many(key: str, hint: Any, given: object, report: Report) -> object:
    if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
        report(
            f"[[{key}]]", f"may stand several times; write [[{key}]] with two brackets, and its keys below"
        )
        return None
    return tuple(
        read_table(get_args(hint)[0], table, place(key, number, table), report)
        for number, table in enumerate(given, start=1)
    )
