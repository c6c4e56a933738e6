"""What no single key can tell: settings that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bridge.audio.settings import BusSettings, assign_channels
from bridge.config.config import Config
from bridge.errors import BridgeError
from bridge.names import slug

Problem = tuple[str, str]
"""``(place, what is wrong)``."""


def contradictions(config: Config) -> Iterator[Problem]:
    """Each problem that shows only when settings are seen together."""
    for number, bus in enumerate(config.bus, start=1):
        yield from _name(number, bus)
    yield from _twins("bus", [f'name = "{bus.name}"' for bus in config.bus])
    yield from _twins("midi", [f'kind = "{out.kind}" and port = "{out.port}"' for out in config.midi])
    yield from _channels(config)
    yield from _tempo_range(config)
    yield from _targets(config)
    yield from _counting_bus(config)


def _name(number: int, bus: BusSettings) -> Iterator[Problem]:
    if slug(bus.name) != bus.name:
        yield (
            f"[[bus]] {number}",
            f'name = "{bus.name}" is not allowed: ports, OSC addresses and files need '
            f'a–z, 0–9 and _, a letter first; write "{slug(bus.name)}"',
        )


def _twins(section: str, keys: list[str]) -> Iterator[Problem]:
    for key, times in Counter(keys).items():
        if times > 1:
            numbers = " and ".join(str(n) for n, other in enumerate(keys, start=1) if other == key)
            yield f"[[{section}]] {numbers}", f"have the same {key}; no two may be alike"


def _channels(config: Config) -> Iterator[Problem]:
    try:
        assign_channels(config.bus)
    except BridgeError as error:
        yield "[[bus]]", str(error)


def _tempo_range(config: Config) -> Iterator[Problem]:
    low, high = config.clock.min_bpm, config.clock.max_bpm
    if low >= high:
        yield "[clock]", f"min_bpm = {low:g} is not below max_bpm = {high:g}; give a range of tempi"


def _targets(config: Config) -> Iterator[Problem]:
    said = [("[osc]", "targets", target) for target in config.osc.targets]
    said += [("[[hydrogen]]", "target", hydrogen.target) for hydrogen in config.hydrogen]
    for section, key, target in said:
        host, _, port = target.rpartition(":")
        if not host or not port.isdecimal() or not 1 <= int(port) <= 65_535:
            yield section, f'{key}: "{target}" is not allowed; write host:port, as in "192.168.1.20:9701"'


def _counting_bus(config: Config) -> Iterator[Problem]:
    players = [bus.name for bus in config.bus if not bus.machine]
    name = config.clock.count_in_bus
    if name and name not in players:
        yield "[clock]", f'count_in_bus = "{name}" is no bus that may lead; there are {", ".join(players)}'
