"""Which tracks of the Jazz Trio Database were played by trios that are judged on another one."""

from __future__ import annotations

from functools import cache

from models.leader.splits import piece_sets

SOURCE = "jazz_trio_database"


def by_judged_trio(track: str) -> bool:
    """Whether the trio of a track, as its name tells, plays on any track that is for judging."""
    return _trio(track) in _judged()


@cache
def _judged() -> frozenset[tuple[str, str]]:
    return frozenset(map(_trio, piece_sets()[SOURCE].judge))


def _trio(track: str) -> tuple[str, str]:
    """Pianist, and bassist with drummer, of "pianist-tune-bassistdrummer-year-key"."""
    pianist, _, rhythm, *_ = track.split("-")
    return pianist, rhythm
