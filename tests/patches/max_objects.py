"""The objects of Max that the package uses: how many inlets and outlets each has.

From Max's reference pages (Max 8); where the arguments decide, a function of them. It is written by
hand, beside what the generator asks py2max, so that one checks the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

Ports = tuple[int, int]
Counted = Callable[[Sequence[str]], Ports]


def _formats(arguments: Sequence[str]) -> Ports:
    """``sprintf``: an inlet for each ``%s``."""
    return max(1, sum(word.count("%") for word in arguments)), 1


def _variables(arguments: Sequence[str]) -> Ports:
    """``expr``: inlets up to the highest ``$f2``."""
    text = " ".join(arguments)
    return max(n for n in range(1, 10) if f"$f{n}" in text or f"$i{n}" in text), 1


COUNTED: Mapping[str, Counted] = MappingProxyType(
    {
        "expr": _variables,
        "gate": lambda a: (2, int(a[0]) if a else 1),
        "pack": lambda a: (len(a), 1),
        "pipe": lambda a: (len(a), 1),
        "route": lambda a: (len(a) + 1, len(a) + 1),
        "sel": lambda a: (1 + (len(a) == 1) * 1 if len(a) < 2 else len(a) + 1, len(a) + 1),
        "select": lambda a: (2 if len(a) == 1 else len(a) + 1, len(a) + 1),
        "sprintf": _formats,
        "t": lambda a: (1, len(a)),
        "unpack": lambda a: (1, len(a)),
    }
)
"""Objects whose arguments say how many inlets and outlets they have."""

FIXED: Mapping[str, Ports] = MappingProxyType(
    {
        "*": (2, 1),
        "*~": (2, 1),
        "+": (2, 1),
        "-": (2, 1),
        "/": (2, 1),
        "==": (2, 1),
        ">": (2, 1),
        "append": (1, 1),
        "button": (1, 1),
        "change": (1, 3),
        "clip": (3, 1),
        "comment": (1, 0),
        "cycle~": (2, 1),
        "delay": (2, 1),
        "ezdac~": (2, 0),
        "float": (2, 1),
        "flonum": (1, 2),
        "fromsymbol": (1, 1),
        "inlet": (0, 1),
        "int": (2, 1),
        "line": (3, 2),
        "line~": (2, 2),
        "live.map": (1, 5),
        "live.numbox": (1, 2),
        "live.observer": (2, 2),
        "live.path": (1, 3),
        "live.remote~": (2, 1),
        "live.text": (1, 2),
        "live.thisdevice": (1, 3),
        "loadmess": (1, 1),
        "maximum": (2, 2),
        "message": (2, 1),
        "metro": (2, 1),
        "midiin": (1, 1),
        "midiout": (1, 0),
        "noise~": (1, 1),
        "number": (1, 2),
        "number~": (2, 2),
        "outlet": (1, 0),
        "panel": (1, 0),
        "patcherargs": (1, 2),
        "pcontrol": (1, 1),
        "phasor~": (2, 1),
        "prepend": (1, 1),
        "receive": (1, 1),
        "regexp": (1, 5),
        "send": (1, 0),
        "slider": (1, 1),
        "snapshot~": (2, 1),
        "split": (3, 2),
        "textbutton": (1, 3),
        "toggle": (1, 1),
        "udpreceive": (1, 1),
        "udpsend": (1, 0),
        "uzi": (2, 3),
        "zl.change": (2, 2),
        "zl.join": (2, 2),
        "zl.len": (2, 2),
        "zl.nth": (2, 2),
        "zl.reg": (2, 2),
        "zl.slice": (2, 2),
    }
)
"""Objects that always have the same."""

SIGNALS = frozenset({"*~", "cycle~", "line~", "noise~", "number~", "phasor~"})
"""Objects whose first outlet is a signal."""


def ports(name: str, arguments: Sequence[str]) -> Ports:
    """Inlets and outlets of a Max object. Raises KeyError if it is not one that the package may use."""
    plain = [word for word in arguments if not word.startswith("@")]
    return COUNTED[name](plain) if name in COUNTED else FIXED[name]
