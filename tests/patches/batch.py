"""Pure Data without real time: plays what a bridge would say to an object, as fast as it goes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bridge.assets import find
from tests.jack import need
from tests.patches.scratch import Scratch

LIBRARY = find("patches", "pd")
WRONG = ("couldn't create", "can't open", "error:", "connection failed", "no such object")
"""What Pd says of a patch that is broken; it says so and goes on."""


@dataclass(frozen=True, slots=True)
class Said:
    """At ``ms``, a message of the bridge without ``/bridge/``, or one for an inlet: ``to`` is in0, in1, …."""

    ms: float
    message: str
    to: str = "leaderbridge"


@dataclass(frozen=True, slots=True)
class Heard:
    """At ``ms`` of Pd's logical time, which is exact, ``words`` came out of ``outlet``."""

    ms: float
    outlet: int
    words: list[str]

    @property
    def number(self) -> float:
        """The first word that is a number."""
        return float(self.words[-1])


def played(
    folder: Path, text: str, said: Iterable[Said], seconds: float, inlets: int = 0, outlets: int = 1
) -> list[Heard]:
    """All that comes out of the object ``text`` while the bridge says ``said``."""
    patch, load = stage(folder, said, seconds)
    thing, clock = patch.box(text), patch.box("timer")
    patch.line(load, 0, clock)
    for inlet in range(inlets):
        patch.line(patch.box(f"r in{inlet}"), 0, thing, inlet)
    for outlet in range(outlets):
        _watch(patch, thing, outlet, clock)
    lines = batch(patch.save(folder / "play.pd"), "-path", str(LIBRARY))
    return [_heard(line) for line in lines if line.startswith("OUT:")]


def stage(folder: Path, said: Iterable[Said], seconds: float) -> tuple[Scratch, int]:
    """A patch in which the bridge says ``said`` and Pd leaves after ``seconds``; and its loadbang."""
    (folder / "said.txt").write_text(_qlist(sorted(said, key=lambda s: s.ms)))
    patch = Scratch()
    load = patch.box("loadbang")
    patch.chain(load, patch.message("read said.txt, bang"), patch.box("qlist"))
    patch.chain(load, patch.box(f"del {1000 * seconds}"), patch.message("; pd quit"))
    return patch, load


def batch(patch: Path, *options: str) -> list[str]:
    """What Pd prints while it plays ``patch`` in batch mode to its own end; fails on any complaint."""
    pd = need("pd", "puredata-core")
    command = [pd, "-batch", "-noprefs", "-nomidi", "-stderr", *options, "-open", str(patch)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert complaints(done.stderr) == []
    return done.stderr.splitlines()


def complaints(stderr: str) -> list[str]:
    """The lines in which Pd says that something is broken."""
    return [line for line in stderr.splitlines() if any(word in line for word in WRONG)]


def _qlist(said: Iterable[Said]) -> str:
    """A qlist: in each line a wait in ms since the one before, a receiver and a message."""
    now, lines = 0.0, []
    for each in said:
        lines.append(f"{each.ms - now:.6f} {each.to} {each.message};")
        now = each.ms
    return "\n".join(lines) + "\n"


def _watch(patch: Scratch, thing: int, outlet: int, clock: int) -> None:
    """Print what comes out, with the time and the outlet's number before it."""
    order, mark, note = patch.box("t a b"), patch.box(f"list append {outlet}"), patch.box("list prepend")
    asked = patch.box("t b")
    patch.line(thing, outlet, order).line(order, 1, asked).line(asked, 0, clock, 1)
    patch.line(clock, 0, mark).line(mark, 0, note, 1)
    patch.line(order, 0, note).chain(note, patch.box("print OUT"))


def _heard(line: str) -> Heard:
    ms, outlet, *words = line.split()[1:]
    return Heard(float(ms), int(outlet), words)
