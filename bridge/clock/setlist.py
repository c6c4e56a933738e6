"""The set list: the songs of an evening, and which one is on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen
from typing_extensions import Doc

from bridge.errors import CommandError

NEXT, BEFORE = "+", "-"
LONGEST = 40
"""Characters of a song's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Song:
    """One song of the set list."""

    name: Annotated[str, MinLen(1), MaxLen(LONGEST), Doc("what the song is called")]
    tempo: Annotated[float, Ge(20), Le(400), Doc("its tempo, BPM")]
    rail: Annotated[
        float, Ge(0.5), Le(50), Doc("how far the band may leave the tempo, ± %; beyond it the beat is held")
    ] = 10.0
    meter: Annotated[
        tuple[Annotated[int, Ge(1), Le(15)], Literal[1, 2, 4, 8, 16]] | None,
        Doc("beats in a bar and the beat's note value, as [6, 8]; left out: the config's"),
    ] = None
    count_in: Annotated[
        bool | None,
        Doc("whether four stick clicks start it; left out: as auto_start in the config says"),
    ] = None
    lead: Annotated[tuple[str, ...], Doc("the buses that may lead it; empty: all")] = ()

    def __post_init__(self) -> None:
        if not called(self.name):
            raise ValueError(
                f"name = {self.name!r} has neither letter nor digit; a song is chosen by its name"
            )

    def keeps(self, bpm: float, margin: float = 0.0) -> bool:
        """Whether ``bpm`` is on the rail, and by ``margin`` (0 to 1, a part of the rail) inside it."""
        return abs(bpm / self.tempo - 1.0) <= self.rail / 100.0 * (1.0 - margin)

    def on_rail(self, bpm: float) -> float:
        """The tempo nearest to ``bpm`` that is on the rail."""
        reach = self.tempo * self.rail / 100.0
        return min(max(bpm, self.tempo - reach), self.tempo + reach)


class SetList:
    """The songs in order, and the one that is on: none until a person chooses. Pure."""

    def __init__(self, songs: Sequence[Song] = ()) -> None:
        self._songs = tuple(songs)
        self._on: int | None = None

    @property
    def song(self) -> Song | None:
        """The song that is on."""
        return None if self._on is None else self._songs[self._on]

    def choose(self, name: str) -> Song:
        """The song called ``name`` (case and punctuation do not matter), the next (+) or the one before (-).

        Raises `CommandError` when there is none.
        """
        if not self._songs:
            raise CommandError("song: there is no set list; give its file as [clock] set_list in the config")
        place = _STEPS.get(name, SetList._called)(self, name)
        self._on = place
        return self._songs[place]

    def _next(self, _: str) -> int:
        place = 0 if self._on is None else self._on + 1
        if place == len(self._songs):
            raise CommandError(f"song: {self._songs[-1].name!r} is the last of the set list")
        return place

    def _before(self, _: str) -> int:
        if not self._on:
            raise CommandError("song: there is none before; say + for the next, or a name")
        return self._on - 1

    def _called(self, name: str) -> int:
        for place, song in enumerate(self._songs):
            if called(song.name) == called(name):
                return place
        names = ", ".join(song.name for song in self._songs)
        raise CommandError(f"song: no song {name[:LONGEST]!r} in the set list; there are {names}")


def called(name: str) -> str:
    """What a name is known by: Pd's symbols hold no spaces, and nobody types an apostrophe on a stage."""
    return "".join(c for c in name.casefold() if c.isalnum())


_STEPS: Mapping[str, Callable[[SetList, str], int]] = MappingProxyType(
    {NEXT: SetList._next, BEFORE: SetList._before}
)
