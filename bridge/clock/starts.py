"""When the receivers start by themselves: once the beat is sure, on a count-in, or never."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.clock.count_in import Count, CountIn
from bridge.clock.setlist import Song
from bridge.clock.settings import AutoStart, ClockSettings
from bridge.types import Reading, State, Transport


class Starts:
    """The start policy in force: the config's, or the song's own. Pure.

    ``players`` are the buses that may steer, in order; count-ins are heard on the one that the settings
    name, or on the first.
    """

    def __init__(self, settings: ClockSettings, players: Sequence[str]) -> None:
        self._usual = self._policy = settings.auto_start
        self._counting = CountIn(settings.count_in_bus or next(iter(players), ""), players)
        self._since = 0

    def take(self, song: Song, transport: Transport) -> None:
        """From now on start as ``song`` wants; ``transport`` is how things stand."""
        self._policy = _policy_of(song, self._usual)
        self._since = transport.serial

    def hear(self, reading: Reading) -> None:
        """Take in a reading of a bus that may steer."""
        self._counting.hear(reading)

    def counted(self, t: float, transport: Transport) -> Count | None:
        """The count-in on whose beat 5 to start, just before it; call it once a hop."""
        count = self._counting.look(t)
        return count if self._policy == "count_in" and not transport.playing else None

    def at_next_bar(self, state: State, transport: Transport) -> bool:
        """Whether to start now that the beat is sure: once, unless a person has started or stopped before."""
        untouched = transport.serial == self._since and not transport.playing
        return self._policy == "on_lock" and untouched and state is State.FOLLOWING


def _policy_of(song: Song, usual: AutoStart) -> AutoStart:
    if song.count_in is None:
        return usual
    return "count_in" if song.count_in else ("on_lock" if usual == "count_in" else usual)
