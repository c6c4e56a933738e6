"""All settings of the bridge as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field

from bridge.analysis.settings import EarsSettings
from bridge.audio.settings import AudioSettings, BusSettings, named
from bridge.clock.settings import ClockSettings
from bridge.dashboard.settings import DashboardSettings
from bridge.leader.settings import LeaderSettings
from bridge.outputs.settings import (
    FootswitchSettings,
    HydrogenSettings,
    JackSettings,
    LinkSettings,
    MidiInSettings,
    MidiSettings,
    OscSettings,
    SyncSettings,
)
from bridge.types import Bus

QUARTET = tuple(BusSettings(name) for name in ("drums", "bass", "keys", "lead"))
"""The buses of somebody who has set none."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the TOML file says, a field a section: ``[audio]``, ``[[bus]]``, ``[leader]``, …

    Sections that may stand several times are tuples. The defaults are a bridge that runs.
    """

    audio: AudioSettings = field(default_factory=AudioSettings)
    bus: tuple[BusSettings, ...] = QUARTET
    ears: EarsSettings = field(default_factory=EarsSettings)
    leader: LeaderSettings = field(default_factory=LeaderSettings)
    clock: ClockSettings = field(default_factory=ClockSettings)
    midi: tuple[MidiSettings, ...] = (MidiSettings(),)
    sync: tuple[SyncSettings, ...] = ()
    jack: JackSettings = field(default_factory=JackSettings)
    osc: OscSettings = field(default_factory=OscSettings)
    link: LinkSettings = field(default_factory=LinkSettings)
    hydrogen: tuple[HydrogenSettings, ...] = ()
    midi_in: MidiInSettings = field(default_factory=MidiInSettings)
    footswitch: tuple[FootswitchSettings, ...] = ()
    dashboard: DashboardSettings = field(default_factory=DashboardSettings)

    @property
    def buses(self) -> tuple[Bus, ...]:
        """The buses in order, as every station knows them."""
        return named(self.bus)
