"""The process of the footswitches, and what outlives it: the patching of its port, and how it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bridge.app.child import Child
from bridge.config import Config
from bridge.outputs import footswitches
from bridge.outputs.footswitches import Feet
from bridge.outputs.health import HealthBlock
from bridge.outputs.process import Wiring, run
from bridge.patching import Memory

NAME = "footswitches"


class FootswitchInput:
    """What the process keeps beyond its own end; goes with `unlink`."""

    def __init__(self) -> None:
        self._health = HealthBlock.create()
        self._patches = Memory.create()

    def children(self, config: Config, wiring: Callable[[str, HealthBlock], Wiring]) -> Iterator[Child]:
        """The process, if the config has footswitches."""
        if config.footswitch:
            feet = Feet(config.midi_in, config.footswitch, self._patches.name)
            yield Child(NAME, run, (footswitches.serve, feet, wiring(NAME, self._health)))

    def unlink(self) -> None:
        """Leave nothing in memory."""
        self._health.unlink()
        self._patches.unlink()
