"""The bridge's own processes on a real server, as `test-clock` has them, and an ear that outlives them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bridge.app.live import outputs_of
from bridge.app.rig import Rig
from bridge.config import Config
from bridge.outputs.settings import OscSettings
from tests.jack import wait_for
from tests.outputs.jack_ear import JackEar

FIRST, STANDBY = "leaderbridge-clock:clock", "leaderbridge-standby:clock"


@contextmanager
def rig_of(port: int, **settings) -> Iterator[Rig]:
    """The processes of a config with these settings; nothing is heard."""
    config = Config(osc=OscSettings(port=port, targets=()), **settings)
    with Rig(config, config.buses, outputs_of(config), None) as rig:
        yield rig


@contextmanager
def rig_and_ear(port: int, **settings) -> Iterator[tuple[Rig, JackEar]]:
    """The same with an ear on the clock, which hears the processes' last words."""
    with ExitStack() as ears, rig_of(port, **settings) as rig:
        yield rig, ears.enter_context(JackEar(FIRST))


def revived(rig: Rig, name: str, seconds: float = 10.0) -> None:
    """Lets the rig start again what died, until ``name`` was."""
    wait_for(lambda: name in list(rig.revive()), seconds)


def connections(ear: JackEar) -> set[str]:
    """What the ear is connected to."""
    return {port.name for port in ear.client.get_all_connections("ear:in")}
