"""``setlist.toml`` → the songs, every value checked, every error naming file, song and key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bridge.clock.setlist import Song, called
from bridge.config.config import Config
from bridge.config.document import ConfigError, document, place, read_text
from bridge.config.reader import Report, read_table, unknown

SECTION = "song"


def at_home(config: Config, folder: Path) -> Config:
    """``config`` whose set list is looked for from ``folder``, where the config file lies."""
    if not config.clock.set_list:
        return config
    path = folder / Path(config.clock.set_list).expanduser()
    return replace(config, clock=replace(config.clock, set_list=str(path)))


def set_list(config: Config) -> tuple[Song, ...]:
    """The songs of the config's set list, in order; none without one.

    Raises `BridgeError` for a file that cannot be read or is no TOML, `ConfigError` for what is wrong in it.
    """
    if not config.clock.set_list:
        return ()
    path = Path(config.clock.set_list)
    text = read_text(
        path,
        "set list",
        missing="write it (docs/setlist.md shows one), or correct [clock] set_list in the config",
        unreadable="correct [clock] set_list in the config",
    )
    return parse(text, str(path), tuple(bus.name for bus in config.buses if not bus.machine))


def parse(text: str, name: str, players: Sequence[str]) -> tuple[Song, ...]:
    """The songs in ``text``, the TOML of the file called ``name``; ``players`` may lead them."""
    problems: list[str] = []

    def report(where: str, problem: str) -> None:
        problems.append(f"{name}: {where}: {problem}" if where else f"{name}: {problem}")

    given = document(text, name)
    for key in given.keys() - {SECTION}:
        report("", unknown("section", key, [SECTION]))
    songs = list(_read(given.get(SECTION, []), report))
    for where, song in songs:
        for bus in song.lead:
            if bus not in players:
                report(where, f"lead: no bus {bus!r} that may lead; there are {', '.join(players)}")
    for words, times in Counter(called(song.name) for _, song in songs).items():
        if times > 1:
            report(f"[[{SECTION}]]", f"{times} songs are called {words!r}; a song is chosen by its name")
    if problems:
        raise ConfigError(problems)
    return tuple(song for _, song in songs)


def _read(tables: object, report: Report) -> Iterator[tuple[str, Song]]:
    """Each song that can be read, and where it stands."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        report(f"[[{SECTION}]]", f"write [[{SECTION}]] with two brackets for each song, and its keys below")
        return
    for number, table in enumerate(tables, start=1):
        where = place(SECTION, number, table)
        song = read_table(Song, table, where, report)
        if song is not None:
            yield where, song
