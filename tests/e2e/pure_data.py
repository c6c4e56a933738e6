"""A Pd with the library, that does what a test tells it and tells what came out of each object."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from tests.e2e.stage import spawn
from tests.jack import pd_command
from tests.outputs.osc_ear import Ear
from tests.patches.batch import LIBRARY, complaints
from tests.patches.scratch import Scratch

EVERYTHING = "all"
"""The outlet of the receiver that says all that the bridge said comes back as ``/all/<its address>``."""


class PureData:
    """Headless Pd with ``lb.bridge`` and some objects; use as a context manager.

    What comes out of outlet 1 of ``lb.beat`` comes back as ``/lb.beat/out1``, typed as Pd has it, in
    `heard`, with host seconds. Pd must not have complained of anything at the end.
    """

    def __init__(
        self,
        folder: Path,
        bridge: int,
        own: int,
        ear: int,
        objects: Sequence[tuple[str, int]],
        dsp: bool = False,
    ) -> None:
        """``bridge``: its port; ``own``, ``ear``: ports for Pd; ``objects``: each as typed, its outlets."""
        self._patch, self._log, self._dsp = folder / "test.pd", folder / "pd.log", dsp
        self._stack = ExitStack()
        self._ear = self._stack.enter_context(Ear(ear))
        _written(self._patch, bridge, own, ear, self._ear.port, objects)

    def __enter__(self) -> Self:
        log = self._stack.enter_context(self._log.open("w"))
        command = [*pd_command(self._patch), "-path", str(LIBRARY)]
        command += ["-send", "pd dsp 1"] if self._dsp else []
        spawn(self._stack, command, stdout=subprocess.DEVNULL, stderr=log)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._stack.close()
        assert kind or complaints(self._log.read_text()) == []

    @property
    def heard(self) -> list[tuple[float, str, list]]:
        """Host seconds, address and arguments of all that came back."""
        return self._ear.heard

    def command(self, name: str, *args: float | str) -> None:
        """Send a command through ``lb.control``."""
        self._ear.say(f"/{name}", *args)

    def listen(self, seconds: float) -> None:
        """Take in what comes back for so long."""
        self._ear.listen(seconds)

    def until(self, address: str, seconds: float = 15.0, accept=lambda args: True) -> list:
        """The arguments of the first new message from ``address`` that is accepted."""
        return self._ear.until(address, seconds, accept)

    def all(self, address: str) -> list[tuple[float, list]]:
        """``(host seconds, arguments)`` of each message from ``address``."""
        return self._ear.all(address)


def _written(
    path: Path, bridge: int, own: int, ear: int, back: int, objects: Sequence[tuple[str, int]]
) -> None:
    """The patch: the receiver and the objects, their outlets as OSC to ``back``, commands in at ``ear``."""
    patch = Scratch()
    receiver = patch.box(f"lb.bridge 127.0.0.1 {bridge} {own}")
    back_to = patch.box("netsend -u -b")
    patch.chain(patch.box("loadbang"), patch.message(f"connect 127.0.0.1 {back}"), back_to)
    send, trim = patch.box("list prepend send"), patch.box("list trim")
    patch.chain(send, trim, back_to)
    _everything(patch, receiver, send)
    things = [("lb.bridge", receiver, (0, 2)), *((t.split()[0], patch.box(t), range(n)) for t, n in objects)]
    for name, thing, outlets in things:
        for outlet in outlets:
            told = patch.box(f"oscformat {name} out{outlet}")
            patch.line(thing, outlet, told).line(told, 0, send)
    control = patch.box("lb.control")
    patch.chain(patch.box(f"netreceive -u -b {ear}"), patch.box("oscparse"), patch.box("list trim"), control)
    patch.save(path)


def _everything(patch: Scratch, receiver: int, send: int) -> None:
    """Say again all that the receiver says, each message under its own name."""
    both, told = patch.box("t a a"), patch.box("oscformat")
    name, values = patch.box("list split 1"), patch.box("list split 1")
    named, trim = patch.box(f"list prepend set {EVERYTHING}"), patch.box("list trim")
    patch.line(receiver, 1, both).line(both, 1, name).line(both, 0, values)
    patch.chain(name, named, trim, told).line(values, 1, told).line(told, 0, send)
