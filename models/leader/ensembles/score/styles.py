"""Styles: their tempi, meters and parts, as bands and ensembles usually have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.leader.ensembles.score import bass, comping, drums, melody
from models.leader.ensembles.score.notes import Pattern


@dataclass(frozen=True, slots=True)
class Voice:
    """A part: ``name`` of its bus, ``role``, what it may play, and the MIDI number of its tonic."""

    name: str
    role: str
    patterns: tuple[Pattern, ...]
    register: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a kind of music.

    ``share`` how often it is drawn against the others; ``bpm`` centre and ``width`` in octaves of its
    log-normal tempi, from ``slowest`` to ``fastest``; ``core`` the voices it hardly does without,
    ``more`` those that join; chances of ``meters`` and of ``grids``; ``swing`` in beats.
    """

    share: float
    bpm: float
    width: float
    core: tuple[Voice, ...]
    more: tuple[Voice, ...]
    meters: Mapping[int, float]
    grids: Mapping[int, float]
    swing: tuple[float, float] = (0.0, 0.0)
    slowest: float = 42.0
    fastest: float = 235.0


def _kit(*patterns: Pattern) -> Voice:
    return Voice("drums", "drums", patterns)


def _bass(*patterns: Pattern) -> Voice:
    return Voice("bass", "bass", patterns, 36)


def _chords(name: str, *patterns: Pattern) -> Voice:
    return Voice(name, "chords", patterns, 55)


def _strings(name: str, register: int, *patterns: Pattern) -> Voice:
    return Voice(name, "strings", patterns, register)


TUNES = (melody.tune, melody.tune, melody.phrase)
VOCALS = Voice("vocals", "melody", (melody.tune, melody.phrase, melody.long_notes), 62)
LEAD = Voice("lead", "melody", (*TUNES, melody.running), 67)
SOLO = Voice("sax", "melody", (melody.improvised, melody.improvised, melody.tune), 60)
FLUTE = Voice("flute", "melody", TUNES, 74)
PAD = Voice("pad", "pad", (comping.held, comping.halves), 55)
ORGAN = _chords("organ", comping.held, comping.halves, comping.stabs)
PIANO = _chords("piano", comping.quarters, comping.halves, comping.eighths, comping.arpeggio, comping.stabs)
GUITAR = _chords("guitar", comping.strum, comping.strum, comping.eighths, comping.arpeggio)
RIFF = Voice("riff", "melody", (comping.riff,), 52)
SHAKER = Voice("percussion", "drums", (drums.shaker, drums.shaker, drums.conga, drums.toms))
BELL = Voice("cowbell", "drums", (drums.cowbell,))

POP = (PIANO, LEAD, PAD, GUITAR, ORGAN, SHAKER, VOCALS, RIFF, LEAD)
FOUR = {4: 1.0}
BINARY = {2: 1.0}
SIXTEENTHS = {4: 1.0}
MIXED = {2: 0.5, 4: 0.5}

STYLES: Mapping[str, Style] = {
    "rock": Style(
        share=0.2,
        bpm=120,
        width=0.28,
        core=(
            _kit(drums.rock, drums.rock, drums.rock, drums.half_time),
            _bass(bass.eighths, bass.roots, bass.syncopated, bass.beats),
            GUITAR,
            VOCALS,
        ),
        more=POP,
        meters={4: 0.9, 3: 0.06, 6: 0.04},
        grids={2: 0.7, 4: 0.3},
    ),
    "ballad": Style(
        share=0.08,
        bpm=72,
        width=0.2,
        core=(
            _kit(drums.rock, drums.half_time),
            _bass(bass.roots, bass.tresillo, bass.syncopated),
            PIANO,
            VOCALS,
        ),
        more=POP,
        meters={4: 0.85, 3: 0.15},
        grids=SIXTEENTHS,
    ),
    "shuffle": Style(
        share=0.05,
        bpm=105,
        width=0.35,
        core=(
            _kit(drums.shuffle),
            _bass(bass.beats, bass.two_feel),
            _chords("guitar", comping.arpeggio, comping.quarters),
            VOCALS,
        ),
        more=(ORGAN, LEAD, PIANO, SOLO),
        meters=FOUR,
        grids={3: 1.0},
    ),
    "funk": Style(
        share=0.06,
        bpm=102,
        width=0.16,
        core=(
            _kit(drums.funk),
            _bass(bass.syncopated),
            _chords("guitar", comping.stabs, comping.strum),
            RIFF,
        ),
        more=(ORGAN, LEAD, SHAKER, SOLO, VOCALS),
        meters=FOUR,
        grids=SIXTEENTHS,
        swing=(0.0, 0.06),
    ),
    "dance": Style(
        share=0.08,
        bpm=124,
        width=0.12,
        core=(
            _kit(drums.floor),
            _bass(bass.eighths, bass.octaves, bass.syncopated),
            _chords("synth", comping.stabs, comping.skank, comping.arpeggio),
            LEAD,
        ),
        more=(PAD, SHAKER, RIFF, VOCALS, PIANO),
        meters=FOUR,
        grids=MIXED,
    ),
    "hip hop": Style(
        share=0.05,
        bpm=88,
        width=0.15,
        core=(
            _kit(drums.hip_hop),
            _bass(bass.syncopated, bass.roots),
            _chords("keys", comping.held, comping.stabs),
            RIFF,
        ),
        more=(PAD, VOCALS, LEAD, SHAKER),
        meters=FOUR,
        grids=SIXTEENTHS,
        swing=(0.0, 0.06),
    ),
    "fast": Style(
        share=0.04,
        bpm=172,
        width=0.12,
        core=(
            _kit(drums.rock, drums.half_time, drums.double_time),
            _bass(bass.eighths, bass.roots),
            _chords("guitar", comping.eighths, comping.halves),
            LEAD,
        ),
        more=(RIFF, PAD, VOCALS, RIFF),
        meters=FOUR,
        grids=BINARY,
    ),
    "jazz": Style(
        share=0.16,
        bpm=190,
        width=0.39,
        core=(
            _kit(drums.swing),
            _bass(bass.walking, bass.walking, bass.two_feel),
            _chords("piano", comping.charleston),
            SOLO,
        ),
        more=(
            _chords("guitar", comping.quarters, comping.charleston),
            SOLO,
            Voice("trumpet", "melody", (melody.improvised, melody.phrase), 62),
            LEAD,
        ),
        meters={4: 0.85, 3: 0.12, 5: 0.03},
        grids=BINARY,
        swing=(0.08, 0.17),
        slowest=60.0,
        fastest=305.0,
    ),
    "bossa": Style(
        share=0.03,
        bpm=135,
        width=0.18,
        core=(
            _kit(drums.bossa),
            _bass(bass.dotted),
            _chords("guitar", comping.charleston, comping.skank),
            VOCALS,
        ),
        more=(PIANO, FLUTE, SHAKER, SOLO),
        meters=FOUR,
        grids=BINARY,
    ),
    "salsa": Style(
        share=0.04,
        bpm=98,
        width=0.14,
        core=(
            Voice("congas", "drums", (drums.conga,)),
            _bass(bass.tumbao),
            _chords("piano", comping.montuno),
            Voice("clave", "drums", (drums.clave,)),
        ),
        more=(BELL, LEAD, VOCALS, SHAKER, SOLO),
        meters=FOUR,
        grids=SIXTEENTHS,
    ),
    "reggae": Style(
        share=0.03,
        bpm=76,
        width=0.12,
        core=(
            _kit(drums.one_drop, drums.floor),
            _bass(bass.syncopated),
            _chords("guitar", comping.skank),
            VOCALS,
        ),
        more=(_chords("organ", comping.skank), LEAD, SHAKER),
        meters=FOUR,
        grids=SIXTEENTHS,
        swing=(0.0, 0.06),
    ),
    "waltz": Style(
        share=0.04,
        bpm=145,
        width=0.32,
        core=(_bass(bass.roots), _chords("piano", comping.after_beats), LEAD, _kit(drums.waltz)),
        more=(FLUTE, _strings("violin", 62, melody.tune), PAD, LEAD),
        meters={3: 1.0},
        grids=BINARY,
    ),
    "polka": Style(
        share=0.03,
        bpm=116,
        width=0.2,
        core=(_kit(drums.polka), _bass(bass.beats), _chords("accordion", comping.skank), LEAD),
        more=(FLUTE, LEAD, RIFF),
        meters={2: 1.0},
        grids=MIXED,
    ),
    "odd": Style(
        share=0.03,
        bpm=130,
        width=0.4,
        core=(_kit(drums.rock), _bass(bass.roots, bass.syncopated, bass.eighths), PIANO, LEAD),
        more=POP,
        meters={5: 0.45, 7: 0.45, 6: 0.1},
        grids=BINARY,
    ),
    "quartet": Style(
        share=0.09,
        bpm=100,
        width=0.42,
        core=(
            _strings("violin1", 67, melody.tune, melody.phrase, melody.running),
            _strings("violin2", 60, melody.tune, comping.eighths, melody.hymn),
            _strings("viola", 52, bass.eighths, comping.skank, melody.hymn),
            _strings("cello", 38, bass.two_feel, bass.beats, bass.eighths, melody.hymn),
        ),
        more=(
            FLUTE,
            _strings("violin3", 64, melody.tune),
            _bass(bass.two_feel),
            Voice("clarinet", "melody", TUNES, 60),
        ),
        meters={4: 0.55, 3: 0.25, 2: 0.15, 6: 0.05},
        grids=MIXED,
    ),
    "chamber": Style(
        share=0.05,
        bpm=92,
        width=0.4,
        core=(
            Voice(
                "piano", "chords", (comping.arpeggio, comping.quarters, comping.halves, comping.eighths), 50
            ),
            _strings("violin", 67, *TUNES),
            _strings("cello", 43, bass.two_feel, melody.phrase),
            FLUTE,
        ),
        more=(Voice("clarinet", "melody", TUNES, 60), PAD),
        meters={4: 0.6, 3: 0.3, 2: 0.1},
        grids=MIXED,
    ),
    "choir": Style(
        share=0.02,
        bpm=84,
        width=0.3,
        core=tuple(
            (
                Voice(name, "pad", (melody.hymn, melody.hymn, melody.long_notes), low)
                for name, low in (("soprano", 69), ("alto", 62), ("tenor", 55), ("bass", 45))
            )
        ),
        more=(ORGAN, PAD),
        meters={4: 0.7, 3: 0.3},
        grids=BINARY,
    ),
    "percussion": Style(
        share=0.02,
        bpm=108,
        width=0.3,
        core=(
            Voice("congas", "drums", (drums.conga, drums.toms)),
            SHAKER,
            BELL,
            Voice("clave", "drums", (drums.clave, drums.toms)),
        ),
        more=(_kit(drums.funk, drums.floor), SHAKER),
        meters=FOUR,
        grids=SIXTEENTHS,
    ),
}
"""By name. Tempi are those that beat annotations of such music centre on."""
