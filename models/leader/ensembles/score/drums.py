"""Drum kits and percussion, by style; pitches are keys of a General MIDI kit."""

from __future__ import annotations

from numpy.random import Generator

from models.leader.ensembles.score.notes import Feel, Notes, at, every, sampled, usual_step

KICK, RIM, SNARE, CLAP, TOM = 36, 37, 38, 39, 45
HAT, PEDAL, OPEN, RIDE = 42, 44, 46, 51
TAMBOURINE, COWBELL, CONGA, LOW_CONGA, SHAKER, CLAVES = 54, 56, 63, 64, 70, 75


def _backbeat(feel: Feel, key: float = SNARE) -> Notes:
    """The second beat of each group of two, the last of each group of three."""
    places = [start + size - 1 for start, size in zip(feel.starts, feel.groups, strict=True) if size > 1]
    return at(places, 0.95, key)


def _kicks(rng: Generator, feel: Feel) -> Notes:
    """On the groups, at times with one before or after."""
    extra = [(place, strength, KICK) for place, strength in sampled(rng, feel, 0.7, 0.4)]
    return at(feel.starts, 0.95, KICK) + (extra if rng.random() < 0.6 else [])


def _hats(rng: Generator, feel: Feel, key: float = HAT) -> Notes:
    step = usual_step(rng, feel, 2.4, 8.5)
    off = every(feel, 2 * step, 0.4, key, step)
    return every(feel, 2 * step, 0.55, key) + off


def rock(rng: Generator, feel: Feel) -> Notes:
    """Kick on one and three, backbeat, hats in 8ths or as the tempo allows."""
    return _kicks(rng, feel) + _backbeat(feel) + _hats(rng, feel, rng.choice([HAT, HAT, RIDE]))


def half_time(rng: Generator, feel: Feel) -> Notes:
    """The snare on the middle of the bar only."""
    snare = at([feel.meter / 2.0 if feel.meter % 2 == 0 else feel.meter - 1.0], 0.95, SNARE)
    return at([0.0], 0.95, KICK) + snare + _hats(rng, feel)


def double_time(rng: Generator, feel: Feel) -> Notes:
    """A backbeat on the off-beats."""
    return every(feel, 1.0, 0.9, KICK) + every(feel, 1.0, 0.9, SNARE, 0.5) + _hats(rng, feel)


def floor(rng: Generator, feel: Feel) -> Notes:
    """Four to the floor, claps on two and four, the hat between."""
    busy = every(feel, 0.25, 0.3, SHAKER) if feel.bpm < 135 and rng.random() < 0.4 else []
    return every(feel, 1.0, 0.95, KICK) + _backbeat(feel, CLAP) + every(feel, 1.0, 0.6, OPEN, 0.5) + busy


def funk(rng: Generator, feel: Feel) -> Notes:
    """Syncopated kicks, ghost notes, hats in 16ths."""
    kicks = [(place, 0.9, KICK) for place, _ in sampled(rng, feel, 1.6, 0.1)]
    ghosts = [(place, 0.25, SNARE) for place, _ in sampled(rng, feel, 1.2, -0.3)]
    return at([0.0], 1.0, KICK) + kicks + _backbeat(feel) + ghosts + every(feel, 0.25, 0.45, HAT)


def swing(rng: Generator, feel: Feel) -> Notes:
    """A ride with its skipped note, the pedal on two and four, a comping snare."""
    skips = [place + 1.5 for place in range(0, feel.meter - 1, 2)]
    ride = every(feel, 1.0, 0.65, RIDE) + at(skips, 0.5, RIDE, feel.meter)
    comping = [(place, 0.5, SNARE) for place, _ in sampled(rng, feel, 0.8, -0.4)]
    feathered = every(feel, 1.0, 0.3, KICK) if rng.random() < 0.3 else []
    return ride + _backbeat(feel, PEDAL) + (comping if rng.random() < 0.6 else []) + feathered


def bossa(rng: Generator, feel: Feel) -> Notes:
    """Rim clave over two bars, the kick dotted, hats in 8ths."""
    clave = at((0.0, 1.5, 3.0, 5.0, 6.5), 0.7, RIM)
    kick = at((0.0, 1.5, 2.0, 3.5, 4.0, 5.5, 6.0, 7.5), 0.7, KICK)
    return clave + kick + [(0.5 * i, 0.4, HAT) for i in range(16)]


def one_drop(rng: Generator, feel: Feel) -> Notes:
    """Kick and rim together on the backbeat."""
    return _backbeat(feel, KICK) + _backbeat(feel, RIM) + _hats(rng, feel)


def waltz(rng: Generator, feel: Feel) -> Notes:
    """One low, two high."""
    high = rng.choice([SNARE, PEDAL, RIM])
    return at(feel.starts, 0.9, KICK) + every(feel, 1.0, 0.5, high, 1.0)


def polka(rng: Generator, feel: Feel) -> Notes:
    """Low on the beats, high between."""
    return every(feel, 1.0, 0.9, KICK) + every(feel, 1.0, 0.7, SNARE, 0.5)


def hip_hop(rng: Generator, feel: Feel) -> Notes:
    """Sparse kicks about a backbeat, hats in 8ths with rolls."""
    kicks = at((0.0, float(rng.choice([0.75, 1.5, 1.75])), 2.5), 0.95, KICK, feel.meter)
    roll = at((3.5, 3.625, 3.75, 3.875), 0.4, HAT, feel.meter) if rng.random() < 0.3 else []
    return kicks + _backbeat(feel) + _hats(rng, feel) + roll


def shuffle(rng: Generator, feel: Feel) -> Notes:
    """Triplets without their middle, or all three."""
    third = 1.0 / 3.0
    hats = every(feel, 1.0, 0.6, HAT) + every(feel, 1.0, 0.45, HAT, 2 * third)
    middle = every(feel, 1.0, 0.4, HAT, third) if rng.random() < 0.5 and feel.bpm < 120 else []
    return at(feel.starts, 0.95, KICK) + _backbeat(feel) + hats + middle


def shaker(rng: Generator, feel: Feel) -> Notes:
    """A shaker or tambourine in the smallest notes."""
    return _hats(rng, feel, rng.choice([SHAKER, TAMBOURINE]))


def cowbell(rng: Generator, feel: Feel) -> Notes:
    """The beats, or every other."""
    return every(feel, float(rng.choice([1.0, 1.0, 2.0])), 0.8, COWBELL)


def clave(rng: Generator, feel: Feel) -> Notes:
    """Son or rumba clave, in 16ths."""
    three = (0.0, 0.75, float(rng.choice([1.5, 1.75])))
    return at((*three, 2.5, 3.0), 0.85, CLAVES)


def conga(rng: Generator, feel: Feel) -> Notes:
    """Tumbao: the open tones lead to the next half bar."""
    soft = every(feel, 0.25, 0.3, CONGA) if feel.bpm < 120 else every(feel, 0.5, 0.35, CONGA)
    opened = at((1.5, 1.75, 3.5, 3.75), 0.85, LOW_CONGA, feel.meter)
    return soft + at((0.5, 2.5), 0.7, CONGA, feel.meter) + opened


def toms(rng: Generator, feel: Feel) -> Notes:
    """A figure on low drums that repeats."""
    return at([0.0], 0.9, TOM) + [(place, strength, TOM) for place, strength in sampled(rng, feel, 2.2, 0.5)]
