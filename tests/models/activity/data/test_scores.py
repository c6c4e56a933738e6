"""What stems play stays within their instrument and their time."""

from __future__ import annotations

import numpy as np
import pytest

from models.activity.clips import LABELS
from models.activity.data.beats import SHAKEN, STRUCK, hands, kit
from models.activity.data.instruments import OTHER, TABLE, ways
from models.activity.data.scores import Book, excerpt, line, played, solo
from models.leader.audio.score import Note
from models.leader.audio.timbres import TIMBRES

TUNE = tuple(Note(i * 0.3, 0.5, 50.0 + 7 * (i % 9), 0.7) for i in range(400))
PITCHED = [row for row in TABLE if row.role not in ("kit", "hands", "tabla")]


@pytest.mark.parametrize("row", PITCHED, ids=lambda row: f"{row.label}-{row.role}")
def test_what_is_played_is_within_the_instruments_range_and_the_stem(row: object) -> None:
    for seed in range(6):
        notes = played(row, Book((TUNE,), (TUNE,)), np.random.default_rng(seed), 12.0)
        assert len(notes) > 3
        assert all(row.low <= note.pitch <= row.high for note in notes)
        assert all(note.start >= 0 and note.start + note.held <= 12.0 for note in notes)
        assert all(0 < note.strength <= 1 for note in notes)


def test_a_melody_is_the_top_of_the_chords_and_a_bass_their_bottom() -> None:
    chords = tuple(Note(float(t), 2.0, pitch, 0.5) for t in range(3) for pitch in (60.0, 52.0, 67.0))
    assert [note.pitch for note in line(chords, max)] == [67, 67, 67]
    assert [note.pitch for note in line(chords, min)] == [52, 52, 52]
    assert [note.held for note in line(chords, max)] == [1, 1, 2]


def test_an_excerpt_begins_with_a_note() -> None:
    assert excerpt(TUNE, np.random.default_rng(3), 10.0)[0].start == 0


def test_solos_go_all_over_the_range() -> None:
    row = ways("piano")[0]
    pitches = [note.pitch for seed in range(8) for note in solo(row, np.random.default_rng(seed), 30.0)]
    assert max(pitches) - min(pitches) > 40


def test_small_percussion_strikes_no_drum_of_the_set() -> None:
    keys = {note.pitch for seed in range(30) for note in hands(np.random.default_rng(seed), 10.0)}
    assert keys <= set(SHAKEN + STRUCK)
    assert not keys & {note.pitch for seed in range(30) for note in kit(np.random.default_rng(seed), 10.0)}


def test_every_label_has_a_sound_and_own_timbres_are_those_for_training() -> None:
    assert {row.label for row in TABLE} == {*LABELS, OTHER}
    splits = {timbre.name: timbre.split for timbre in TIMBRES}
    assert {splits[name] for row in TABLE for name in row.own} == {"train"}


def test_no_program_stands_for_two_labels() -> None:
    melodic = [row for row in TABLE if row.role not in ("kit", "hands")]
    owners = {(program, row.label) for row in melodic for program in row.programs}
    assert len({program for program, _ in owners}) == len(owners)
