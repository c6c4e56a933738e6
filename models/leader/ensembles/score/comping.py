"""Accompaniment in chords; pitches are semitones above the root of the bar's chord."""

from __future__ import annotations

from collections.abc import Iterable

from numpy.random import Generator

from models.leader.ensembles.score.notes import Feel, Notes, at, every, sampled, usual_step

TRIAD = (0.0, 4.0, 7.0)


def _struck(notes: Iterable[tuple[float, float]]) -> Notes:
    """The whole chord at each place, with its strength."""
    return [(place, strength, tone) for place, strength in notes for tone in TRIAD]


def _all_at(places: Iterable[float], strength: float, meter: float) -> Notes:
    return _struck((place, strength) for place in places if place < meter)


def held(rng: Generator, feel: Feel) -> Notes:
    """One chord a bar, or one in two bars."""
    return _struck([(0.0, 0.8)]) + ([] if rng.random() < 0.7 else _struck([(feel.meter, 0.8)]))


def halves(rng: Generator, feel: Feel) -> Notes:
    """One chord a group."""
    return _all_at(feel.starts, 0.8, feel.meter)


def quarters(rng: Generator, feel: Feel) -> Notes:
    """One chord a beat."""
    return _all_at(range(feel.meter), 0.75, feel.meter)


def eighths(rng: Generator, feel: Feel) -> Notes:
    """Repeated chords, accented on the beat."""
    step = usual_step(rng, feel, 2.2, 6.0)
    return _struck((place, 0.8 if place % 1.0 == 0 else 0.5) for place, *_ in every(feel, step, 0, 0))


def skank(rng: Generator, feel: Feel) -> Notes:
    """Off the beat."""
    return _all_at((place + 0.5 for place in range(feel.meter)), 0.8, feel.meter)


def charleston(rng: Generator, feel: Feel) -> Notes:
    """Jazz comping: a dotted figure, or anticipations where they fall."""
    figure = [(0.0, 0.7), (1.5, 0.6)]
    free = [(place, 0.6) for place, _ in sampled(rng, feel, 1.3, -0.2)]
    return _struck(figure if rng.random() < 0.4 or not free else free)


def strum(rng: Generator, feel: Feel) -> Notes:
    """Down, down up, up down up; in slow music down and up in 16ths."""
    if feel.bpm < 85 and feel.grid == 4:
        return _struck(
            (place / 4, 0.8 - 0.2 * (place % 2)) for place in range(4 * feel.meter) if place % 4 != 1
        )
    ups = (place + 0.5 for place in range(feel.meter) if place % 2 or rng.random() < 0.4)
    return _all_at(range(feel.meter), 0.8, feel.meter) + _all_at(ups, 0.5, feel.meter)


def after_beats(rng: Generator, feel: Feel) -> Notes:
    """Oom-pah-pah: all beats but the first of each group."""
    return _all_at((place for place in range(feel.meter) if place not in feel.starts), 0.6, feel.meter)


def montuno(rng: Generator, feel: Feel) -> Notes:
    """Syncopated piano octaves, in 16ths."""
    return _all_at((0.0, 0.5, 0.75, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75), 0.7, feel.meter)


def stabs(rng: Generator, feel: Feel) -> Notes:
    """Short chords on and off the beat."""
    return _struck([(0.0, 0.85), *sampled(rng, feel, 1.5, 0.2)])


def arpeggio(rng: Generator, feel: Feel) -> Notes:
    """The chord's tones up and down, in 8ths, triplets or 16ths by tempo."""
    step = usual_step(rng, feel, 2.4, 7.5)
    order = (0.0, 7.0, 12.0, 16.0, 12.0, 7.0) if rng.random() < 0.5 else (0.0, 7.0, 4.0, 7.0)
    places = [place for place, *_ in every(feel, step, 0, 0)]
    return [
        (place, 0.75 if place % 1.0 == 0 else 0.5, order[i % len(order)]) for i, place in enumerate(places)
    ]


def riff(rng: Generator, feel: Feel) -> Notes:
    """A short figure on two or three tones."""
    line = [
        (place, strength, float(rng.choice([0, 3, 7, 10])))
        for place, strength in sampled(rng, feel, 2.4, 0.4)
    ]
    return at([0.0], 0.85, 0) + line
