"""What a person may set about sound coming in, and which channel each bus takes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Annotated, Literal

from annotated_types import Ge, Len, MaxLen, MinLen
from typing_extensions import Doc

from bridge.errors import BridgeError
from bridge.names import unique_slugs
from bridge.types import Bus

FEWEST, MOST = 2, 16
"""How many buses an ensemble may have."""

Backend = Literal["jack", "portaudio"]
Rate = Literal[44_100, 48_000, 88_200, 96_000]
Frames = Literal[64, 128, 256, 512, 1024, 2048, 4096]
Channel = Annotated[int, Ge(1)]

_HERE: Backend = "jack" if sys.platform == "linux" else "portaudio"


@dataclass(frozen=True, slots=True)
class AudioSettings:
    """Where sound comes from. JACK's own rate and period rule where JACK serves."""

    backend: Annotated[Backend, Doc("jack (Linux) or portaudio (BlackHole, sound cards)")] = _HERE
    device: Annotated[str, Doc("PortAudio: part of the input device's name; empty is the default")] = ""
    client: Annotated[str, MinLen(1), MaxLen(24), Doc("the bridge's name in JACK")] = "leaderbridge"
    server: Annotated[str, Doc("name of the JACK server; empty is the default one")] = ""
    rate: Annotated[Rate, Doc("PortAudio: samples a second; JACK has its own")] = 48_000
    period: Annotated[Frames, Doc("PortAudio: frames handed over at a time; JACK has its own")] = 256


@dataclass(frozen=True, slots=True)
class BusSettings:
    """One instrument's way in."""

    name: Annotated[str, MinLen(1), Doc("what the bus is called everywhere: a letter, then a-z, 0-9 and _")]
    channels: Annotated[
        tuple[Channel, ...],
        Len(0, 2),
        Doc("one or two (stereo) channels, from 1; empty takes the next free one"),
    ] = ()
    machine: Annotated[bool, Doc("true if the bridge's own clock drives it: heard, but never leads")] = False


def named(buses: Sequence[BusSettings]) -> tuple[Bus, ...]:
    """The buses under the names that they carry from here on: unique slugs, in order."""
    names = unique_slugs(bus.name for bus in buses)
    return tuple(Bus(name, bus.machine) for name, bus in zip(names, buses, strict=True))


def assign_channels(buses: Sequence[BusSettings]) -> tuple[tuple[int, ...], ...]:
    """Each bus's channels, from 1: those it names, else the lowest that nobody names.

    Raises `BridgeError` for fewer than 2 or more than 16 buses, for a bus with three channels
    or more, for a channel below 1 and for one that two buses name.
    """
    if not FEWEST <= len(buses) <= MOST:
        raise BridgeError(
            f"{len(buses)} buses are set; an ensemble has {FEWEST} to {MOST}: add or remove [[bus]] entries"
        )
    for bus in buses:
        if len(bus.channels) > 2 or min(bus.channels, default=1) < 1:
            raise BridgeError(
                f"bus {bus.name!r} has channels {list(bus.channels)}: "
                "give one, or two for stereo, counted from 1"
            )
    named_ones = Counter(chain.from_iterable(bus.channels for bus in buses))
    twice = [channel for channel, times in named_ones.items() if times > 1]
    if twice:
        owners = " and ".join(repr(bus.name) for bus in buses if twice[0] in bus.channels)
        raise BridgeError(
            f"channel {twice[0]} is given twice, to {owners}: give each bus channels of its own"
        )
    free = (channel for channel in count(1) if channel not in named_ones)
    return tuple(tuple(bus.channels) or (next(free),) for bus in buses)
