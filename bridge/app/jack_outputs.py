"""The outputs on JACK: ports of one process, beside which another stands by; both share what is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bridge.app.child import Child
from bridge.app.output import Output
from bridge.names import unique_slugs
from bridge.outputs import standby
from bridge.outputs.health import HealthBlock
from bridge.outputs.jack_clock import PORT, Part, Parts
from bridge.outputs.process import Wiring
from bridge.outputs.registry import run
from bridge.outputs.settings import JackSettings
from bridge.outputs.standby import Place, Shared
from bridge.patching import Memory

STANDBY = "standby"
"""The second process among people."""


class JackOutputs:
    """What the processes of the JACK clock share. It outlives them, and goes with `unlink`."""

    def __init__(self) -> None:
        self._duty = Shared()
        self._patches = Memory.create()
        self._transport = HealthBlock.create()

    def children(
        self,
        outputs: tuple[Output, ...],
        healths: Mapping[str, HealthBlock],
        settings: JackSettings,
        wiring: Callable[[str, HealthBlock], Wiring],
    ) -> Iterator[Child]:
        """The processes that play those of ``outputs`` which are on JACK; none if none is."""
        ports = tuple(_parts(outputs, healths))
        if not ports:
            return
        parts = Parts(ports, self._duty.name, self._patches.name, timebase=settings.timebase)
        name = ports[0].output
        yield Child(name, run, ("jack", parts, wiring(name, self._transport)))
        if settings.standby and standby.HERE:
            yield Child(
                STANDBY, run, ("jack", replace(parts, place=Place.STANDBY), wiring(STANDBY, self._transport))
            )

    def unlink(self) -> None:
        """Leave nothing in memory."""
        self._duty.unlink()
        self._patches.unlink()
        self._transport.unlink()


def _parts(outputs: tuple[Output, ...], healths: Mapping[str, HealthBlock]) -> Iterator[Part]:
    here = [(slot, output) for slot, output in enumerate(outputs) if output.on_jack]
    names = unique_slugs(PORT if output.kind == "jack" else output.kind for _, output in here)
    for name, (slot, output) in zip(names, here, strict=True):
        health = healths[output.name].name
        yield Part(name, output.kind, output.settings, output.name, slot, health)
