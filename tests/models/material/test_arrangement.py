"""A band plays a tune's own harmony in its style's rhythm."""

from __future__ import annotations

import numpy as np

from models.leader.audio.score import Note
from models.material.arrangement import LOWEST, arranged, human
from models.material.tunes import Tune

BARS = tuple(2.0 * bar for bar in range(9))


def _tune(style: str, minor: bool) -> Tune:
    chord = (50.0, 53.0 if minor else 54.0, 57.0)
    chords = tuple(Note(bar, 2.0, key, 0.6) for bar in BARS[:-1] for key in chord)
    return Tune("test", style, {"melody": (Note(0.0, 1.0, 74.0, 0.8),), "chords": chords}, BARS)


def test_the_bass_plays_tones_of_the_chord_below_it() -> None:
    for minor, third in ((False, 6), (True, 5)):
        keys = set()
        for seed in range(8):
            bass = arranged(_tune("quickstep", minor), np.random.default_rng(seed))["bass"]
            keys |= {note.pitch for note in bass}
            assert min(note.pitch for note in bass) >= LOWEST
        tones = {key % 12 for key in keys}
        assert {2, third, 9} <= tones <= {2, third, 9, 11}  # the sixth of a walking bass too


def test_chords_are_struck_where_the_style_has_it() -> None:
    struck = arranged(_tune("viennese_waltz", False), np.random.default_rng(0))["chords"]
    places = {round((note.start % 2.0) / 2.0 * 6, 3) for note in struck}
    assert places <= {2.0, 4.0}
    assert {note.pitch for note in struck} == {50.0, 54.0, 57.0}


def test_the_piano_of_a_song_stays_as_it_was_played() -> None:
    song = _tune("pop", False)
    song = Tune("song", "pop", {"melody": song.parts["melody"], "piano": song.parts["chords"]}, BARS)
    parts = arranged(song, np.random.default_rng(0))
    assert parts["piano"] == song.parts["piano"]
    assert set(parts) == {"melody", "piano", "bass", "drums"}


def test_people_are_a_little_late_or_early_but_keep_the_order_of_bars() -> None:
    even = [Note(0.5 * i, 0.3, 60.0, 0.7) for i in range(200)]
    played = human(even, np.random.default_rng(1))
    off = np.array([a.start - b.start for a, b in zip(played, even, strict=True)])[1:]
    assert 0.002 < off.std() < 0.02
    assert abs(off).max() < 0.08
    assert len({note.strength for note in played}) > 100
