"""Commands as a person types them: the name of the protocol's row, and its arguments with spaces between."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.errors import CommandError
from bridge.outputs.protocol import IN, LISTENING, Arg, In, parse
from bridge.types import Command

COMMANDS = tuple(name for name in IN if name not in LISTENING)
"""What can be asked of the bridge by hand."""


def command_of(words: str) -> Command:
    """``song +``, ``nudge -10``, ``lead bass``, ``tap`` → the command, checked as OSC's are.

    Raises CommandError, one line saying what is expected.
    """
    name, _, rest = words.strip().partition(" ")
    if name not in COMMANDS:
        raise CommandError(f"no command {name!r}; there are {', '.join(COMMANDS)}")
    row = IN[name]
    command = parse(row.address, _arguments(row, rest.strip()))
    if command is None:
        raise CommandError(f"{name}: 0 is a button let go, which asks for nothing")
    return command


def _arguments(row: In, rest: str) -> Sequence[float | str]:
    """The arguments in ``rest``; a text that is the only one may hold spaces."""
    if len(row.args) == 1 and row.args[0].tag == "s":
        return [rest] if rest else []
    words = rest.split()
    known = [*row.args, *(Arg("", "s") for _ in words[len(row.args) :])]
    return [_value(row, arg, word) for arg, word in zip(known, words, strict=False)]


def _value(row: In, arg: Arg, word: str) -> float | str:
    if arg.tag == "s":
        return word
    try:
        return float(word)
    except ValueError:
        raise CommandError(f"{row.name}: {arg.name} is a number, not {word!r}") from None
