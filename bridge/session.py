"""The pure step that joins the stations: one hop of every bus in, all that followed from it out.

Live, offline and the demo run this same code; offline is a loop over it. It reads no clock,
opens nothing and starts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bridge.analysis import Hearing
from bridge.analysis.ear import Readings
from bridge.clock.commands import Hands
from bridge.clock.follower import Follower
from bridge.clock.setlist import SetList, Song
from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.leader import Leader
from bridge.types import (
    HOP,
    RATE,
    TICK,
    Beat,
    Block,
    Bus,
    Choice,
    Command,
    Reading,
    Step,
    Wishes,
)


class Session:
    """An ensemble being followed.

    Parameters
    ----------
    buses
        Who plays, in order; ``machine`` buses are heard and shown but never lead or steer.
    leader
        The leader station, made for the same buses.
    clock
        The settings of the beat.
    songs
        The set list, in order.
    """

    def __init__(
        self, buses: Sequence[Bus], leader: Leader, clock: ClockSettings, songs: Sequence[Song] = ()
    ) -> None:
        self.buses = tuple(buses)
        self._hearing = Hearing(self.buses)
        self._leader = leader
        self._follower = Follower(self.buses, clock)
        self._set_list = SetList(songs)
        self._hands = Hands(self._follower, self._set_list)
        self._ticks = 0

    def step(self, blocks: Sequence[Block], slow: Readings = ()) -> Step:
        """Take in one hop (`HOP` samples at `RATE`) of every bus, in the order of ``buses``.

        ``slow`` are readings of other ears that have arrived by the end of that hop.
        """
        return self.follow(blocks[0].end, self._hearing.push(blocks) + slow)

    def follow(self, t: float, readings: Readings) -> Step:
        """What follows from a hop's readings, those that arrived up to ``t`` seconds, its end."""
        self._leader.hear(readings)
        self._follower.hear(readings)
        choice = self._choose(t)
        if choice is not None:
            self._follower.choose(choice)
            readings += _leads(choice)
        beat = self._follower.advance(t)
        return Step(t, readings, choice, beat, Wishes(self._follower.hold, self._leader.forced or ""))

    def resume(self, before: Beat) -> None:
        """Go on with the beat (in stream time) of a session that was cut off, and with its song."""
        with suppress(CommandError):  # no song was on, or the set list has changed since
            self._set_list.choose(before.song)
        self._follower.resume(before, self._set_list.song)
        self._limit()

    def obey(self, command: Command, asked: float | None = None) -> None:
        """Do what a person asked at stream second ``asked`` (now if not known), from the next step on.

        Raises `CommandError` if it cannot be done.
        """
        if command.kind == "lead":
            self._lead(str(command.args[0]))
        elif self._hands.knows(command.kind):
            self._hands.obey(command, asked)
            self._limit()
        else:
            raise CommandError(f"{command.kind}: not something this session can do")

    def _limit(self) -> None:
        """Let those lead who may lead the song that is on."""
        song = self._follower.song
        self._leader.allow(song.lead if song is not None else ())

    def _lead(self, name: str) -> None:
        playing = [b.name for b in self.buses if not b.machine]
        if name != "auto" and name not in playing:
            raise CommandError(f"lead: no bus {name!r} that may lead; there are auto, {', '.join(playing)}")
        self._leader.lead(None if name == "auto" else name)

    def _choose(self, t: float) -> Choice | None:
        """The verdict, when this hop is the last one that ends at or before the next tick."""
        due = int((t + HOP / RATE - 1e-9) / TICK)
        if due <= self._ticks:
            return None
        self._ticks = due
        return self._leader.tick(due * TICK)


def _leads(choice: Choice) -> tuple[Reading, ...]:
    return tuple(Reading(bus, "lead", choice.t, choice.t, share) for bus, share in choice.shares.items())
