"""What a person may set about the outputs; the config is made of these."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen
from typing_extensions import Doc

from bridge.errors import CommandError
from bridge.outputs.spoken import command_of
from bridge.types import Command

Offset = Annotated[float, Ge(-200), Le(200), Doc("ms by which this output comes later (negative: earlier)")]
Kind = Literal["jack", "virtual", "port"]
HERE: Kind = {"linux": "jack", "win32": "port"}.get(sys.platform, "virtual")  # type: ignore[assignment]
"""What this system has: JACK, CoreMIDI's virtual ports, or ports that exist."""
Port = Annotated[int, Ge(1), Le(65535)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MidiSettings:
    """One MIDI clock output."""

    kind: Annotated[
        Kind,
        Doc(
            "jack: a JACK MIDI port; virtual: a port other programs see (CoreMIDI, ALSA); "
            "port: an existing one"
        ),
    ] = HERE
    port: Annotated[
        str,
        Doc(
            "jack: part of the name of the ports to connect to, empty for none; virtual: the name "
            "shown; port: part of the name of the existing port"
        ),
    ] = ""
    offset_ms: Offset = 0.0
    log: Annotated[
        str,
        Doc("jack: a file that takes what the clock went by in each cycle, to measure it; empty for none"),
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSettings:
    """A click or sync pulse as sound, from a JACK port, sample by sample with JACK's MIDI clock."""

    kind: Annotated[
        Literal["click", "pulse"],
        Doc("click: to be heard, higher on beat 1; pulse: a square pulse for analogue gear, while it plays"),
    ] = "click"
    ppqn: Annotated[
        Literal[1, 2, 4, 24, 48],
        Doc(
            "how many a quarter note: 1 a beat, 2 Korg and Pocket Operator, 4 sixteenths, 24 and 48 DIN sync"
        ),
    ] = 1
    level: Annotated[
        float, Ge(-1), Le(1), Doc("height of the pulse or click, 1 is full scale; negative: inverted")
    ] = 0.8
    port: Annotated[str, Doc("part of the name of the JACK inputs to connect to, empty for none")] = ""
    offset_ms: Offset = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class JackSettings:
    """What the JACK outputs share."""

    standby: Annotated[
        bool, Doc("whether a second process stands by and takes over when the clock's dies")
    ] = True
    timebase: Annotated[
        bool,
        Doc("whether JACK's transport starts and stops with the band, and tells its bar, beat and tempo"),
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """The clock without a device: it runs in real time and reports what it sent."""

    kind: Literal["log"] = "log"
    offset_ms: Offset = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OscSettings:
    """OSC out to targets and subscribers, commands in."""

    host: Annotated[str, MinLen(1), Doc("address to listen on; 0.0.0.0 for the whole network")] = "127.0.0.1"
    port: Annotated[Port, Doc("UDP port to listen on")] = 9700
    targets: Annotated[tuple[str, ...], Doc("host:port of each program that is always sent to")] = (
        "127.0.0.1:9701",
    )
    offset_ms: Offset = 0.0
    rate: Annotated[float, Ge(1), Le(100), Doc("times a second that bus values are sent")] = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """Ableton Link: tempo, beat and bar shared with all programs of the local network (extra: link)."""

    mode: Annotated[
        Literal["off", "follow_me", "listen"],
        Doc("follow_me: the session follows the band; listen: its tempo is a hint; off: no Link"),
    ] = "off"
    start_stop: Annotated[
        bool, Doc("whether start and stop are shared with the peers that share theirs, both ways")
    ] = True
    offset_ms: Offset = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HydrogenSettings:
    """The drum machine Hydrogen, which knows no MIDI clock: tempo, play and pause by OSC."""

    target: Annotated[str, MinLen(1), Doc("host:port at which Hydrogen listens to OSC")] = "127.0.0.1:9000"
    offset_ms: Offset = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MidiInSettings:
    """Where footswitches come in."""

    kind: Annotated[
        Kind,
        Doc(
            "jack: a JACK MIDI port; virtual: a port other programs see (CoreMIDI, ALSA); "
            "port: an existing one"
        ),
    ] = HERE
    port: Annotated[
        str,
        Doc(
            "jack: part of the name of the ports to connect from, empty for none; virtual: the name "
            "shown; port: part of the name of the existing port"
        ),
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootswitchSettings:
    """One footswitch, and what it asks for; `leaderbridge learn` writes it."""

    message: Annotated[Literal["note", "cc", "program"], Doc("what the switch sends")]
    number: Annotated[int, Ge(0), Le(127), Doc("its note, controller or program, from 0")]
    channel: Annotated[int, Ge(0), Le(16), Doc("its MIDI channel; 0 for any")] = 0
    command: Annotated[
        str, Doc('the command, as "tap", "song +" or "nudge -10": those of docs/osc.md, without /bridge/')
    ]

    def __post_init__(self) -> None:
        try:
            command_of(self.command)
        except CommandError as error:
            raise ValueError(f"command = {self.command!r} is not allowed: {error}") from None

    @property
    def asks(self) -> Command:
        """The command."""
        return command_of(self.command)
