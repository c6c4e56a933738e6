"""What nobody needs to know to find a fault: names, paths and addresses are taken out of a text."""

from __future__ import annotations

import getpass
import os
import re
import site
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import bridge

WORDS_OF_THE_FIELD = frozenset({"jack", "max", "root", "user", "audio", "midi", "link", "bass", "drums"})
"""Names that say nothing of a person, and that a report cannot do without."""
AT_HOME = r"127\.[\d.]+|0\.0\.0\.0|localhost"
"""Addresses that every computer has."""
SHORTEST = 3
"""Letters from which a part of a name is one: shorter ones are in half of all words."""
SYSTEM = "usr|lib|lib64|bin|sbin|etc|dev|proc|sys|opt|System|Library|Applications|bridge"
"""Folders that are alike on every computer; the last one begins the bridge's OSC addresses."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose report it is: the ``home`` folder, and the ``names`` of user, computer and others around."""

    home: str
    names: tuple[str, ...]

    @classmethod
    def here(cls) -> Person:
        """The one who runs this process."""
        names = [socket.gethostname(), socket.gethostname().partition(".")[0], *_of_user()]
        return cls(str(Path.home()), tuple(dict.fromkeys(names)))


def _of_user() -> Iterator[str]:
    """The account's name and the person's, whole and in parts; what the system does not tell is left out."""
    with suppress(OSError, KeyError, ImportError):
        yield getpass.getuser()
    with suppress(ImportError, KeyError, OSError):
        import pwd  # not on Windows

        full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0]
        yield from (full, *full.split())


def hosts_in(config: str) -> Iterator[str]:
    """The computers that the text of a config names, be it broken: ``host:port``, and what a ``host`` is."""
    for found in re.finditer(r"[\"']([^\"'\s:]+):\d{1,5}[\"']|^\s*host\s*=\s*[\"']([^\"'\n]+)", config, re.M):
        host = found[1] or found[2]
        if not re.fullmatch(AT_HOME, host):
            yield host


def cleaned(text: str, person: Person) -> str:
    """``text`` without paths, addresses, secrets and the person's names; capitals stand for them."""
    text = _rule(_places(), "PROGRAM")(text)
    if len(person.home) > 1:
        text = _rule(rf"{re.escape(person.home)}(?![\w.-])", "~")(text)
    for rule in RULES:
        text = rule(text)
    return _without_names(text, person.names)


Rule = Callable[[str], str]


def _rule(pattern: str, by: str, flags: re.RegexFlag = re.NOFLAG) -> Rule:
    compiled = re.compile(pattern, flags)
    return lambda text: compiled.sub(by, text)


def _places() -> str:
    """Where the program and its interpreter lie: a traceback is of use from there on."""
    here = {str(Path(bridge.__file__).parents[1]), sys.prefix, sys.base_prefix, *site.getsitepackages()}
    longest = sorted(here - {"/", "/usr"}, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, longest))})(?=[/\\])"


_NEXT = r"(?:(?: +[^\s\"':/]+){1,4}/[^\s\"':]*)*"
"""More of a path that has blanks in it: some words, and a slash in the last."""
RULES: tuple[Rule, ...] = (
    _rule(r"token=[^\s\"'&]+", "token=HIDDEN"),
    _rule(r"[\w.+-]+@[\w-]+\.[\w.-]+", "ADDRESS"),
    _rule(rf"\"/(?!(?:{SYSTEM})\b)[^\"\n]+\"", '"PATH"'),
    _rule(rf"'/(?!(?:{SYSTEM})\b)[^'\n]+'", "'PATH'"),
    _rule(rf"(?<![\w.~:/>-])/(?!(?:{SYSTEM})\b)[^\s\"':,;()]+{_NEXT}", "PATH"),
    _rule(r"([\"'])~/[^\"'\n]*\1", r"\1PATH\1"),
    _rule(rf"~/[^\s\"':,;()]+{_NEXT}", "PATH"),
    _rule(r"\b[A-Za-z]:\\[^\"'\n:]+", "PATH"),
    _rule(r"\b(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}\b", "ADDRESS"),
    _rule(r"\b[\w-]+\.(?:local|lan|home|internal|fritz\.box)\b", "ADDRESS"),
)


def _without_names(text: str, names: tuple[str, ...]) -> str:
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= SHORTEST and name.casefold() not in WORDS_OF_THE_FIELD:
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", "NAME", text, flags=re.I)
    return text
