"""What is observed of a take's beats, when it is told which note of the score each onset is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.leader.takes import F64, Heard, Index, Part, Take

NEAR = 0.05
"""Seconds: an onset so near to a true note is that note."""
GRID = 12
"""Cells of a beat: notes of one cell are one place of the score, at their mean."""
EXACT = 1e-4
"""Seconds: standard deviation of an observation that is exact, and the least of any other."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Observed notes ``(M,)``: ``player`` index, ``place`` in beats, ``time`` and ``known`` seconds.

    ``spread`` ``(N,)`` standard deviation in seconds of each player's observations about his beats.
    """

    player: Index
    place: F64
    time: F64
    known: F64
    spread: F64


def true_beats(heard: Heard, take: Take) -> Told:
    """Each sounding player's beats themselves."""
    beat, player = np.nonzero(~take.resting)
    time = take.beats[beat, player]
    return Told(player, beat.astype(np.float64), time, time, np.full(len(take.parts), EXACT))


def true_notes(heard: Heard, take: Take) -> Told:
    """The notes as they were played."""
    return _joined(take, [(part.times, part.times, np.arange(len(part.times))) for part in take.parts])


def detected(heard: Heard, take: Take) -> Told:
    """The onsets as they were heard, those that are near to a true note of their bus."""
    return _joined(take, [_matched(heard, part) for part in take.parts])


def _matched(heard: Heard, part: Part) -> tuple[F64, F64, Index]:
    """Times, when they were known, and the notes that they are, ``(m,)`` each."""
    own = [(r.t, r.arrived) for r in heard.readings if r.bus == part.bus and r.kind == "onset"]
    time, known = np.array(own, dtype=np.float64).reshape(-1, 2).T
    if not len(part.times):
        return time[:0], known[:0], np.zeros(0, np.intp)
    note = np.abs(time[:, None] - part.times).argmin(1)
    near = np.abs(time - part.times[note]) < NEAR
    return time[near], known[near], note[near]


def _joined(take: Take, heard: list[tuple[F64, F64, Index]]) -> Told:
    rows, spread = [], []
    for player, (part, (time, known, note)) in enumerate(zip(take.parts, heard, strict=True)):
        beats = take.beats[:, player]
        place = _places(part.times, beats)[note]
        error = time - np.interp(place, np.arange(len(beats)), beats)
        spread.append(max(float(error.std()), EXACT) if len(time) else EXACT)
        rows.append(np.stack([np.full(len(time), float(player)), place, time, known]))
    player, place, time, known = np.concatenate(rows, axis=1)
    return Told(player.astype(np.intp), place, time, known, np.array(spread))


def _places(times: F64, beats: F64) -> F64:
    """Places in the score of notes played at ``times``, in beats: those of a cell share their mean."""
    played = np.interp(times, beats, np.arange(len(beats)))
    cell = np.rint(played * GRID)
    kind = cell.astype(np.intp) % GRID
    off = np.bincount(kind, played - cell / GRID, GRID) / np.maximum(np.bincount(kind, minlength=GRID), 1)
    return np.asarray(cell / GRID + off[kind])


SOURCES: Mapping[str, Callable[[Heard, Take], Told]] = MappingProxyType(
    {"true beats": true_beats, "true notes": true_notes, "detected onsets": detected}
)
"""What a ceiling may be told, by its name."""
