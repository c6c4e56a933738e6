"""Every sound that a player may have, with the roles it suits and the split it belongs to.

A network that is judged on ``test`` timbres has heard none of them, and a person who tunes a
setting listens to ``validate`` only. Programs are General MIDI's, counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from models.leader.audio.kit import Kit
from models.leader.audio.tones import Bell, Blown, Organ, Pluck, Struck, Synth, Tone

Split = Literal["train", "validate", "test"]
Kind = Literal["percussive", "plucked", "struck", "organ", "blown", "bowed", "pad"]
"""How a note begins: what an onset detector's delay and misses depend on."""


@dataclass(frozen=True, slots=True)
class Program:
    """A General MIDI instrument of a soundfont: ``number`` of the program, or of the kit of ``drums``."""

    number: int
    drums: bool = False


Voice = Kit | Tone | Program


@dataclass(frozen=True, slots=True)
class Timbre:
    """``name`` says it all in one word; ``roles`` as in `models.leader.takes.Part`.

    ``release`` seconds in which a note dies away once it is let go.
    """

    name: str
    kind: Kind
    roles: tuple[str, ...]
    split: Split
    voice: Voice
    release: float = 0.08


DRUMS, BASS, MELODY, PAD = ("drums",), ("bass",), ("melody",), ("pad",)
TUNE = ("chords", "melody")
BOWED = ("melody", "pad", "strings")
SOFT = ("pad", "strings")

TIMBRES: tuple[Timbre, ...] = (
    Timbre("kit-dry", "percussive", DRUMS, "train", Kit(1.0, 1.0, 0.5, 1.0)),
    Timbre("kit-deep", "percussive", DRUMS, "train", Kit(0.8, 1.3, 0.2, 0.7)),
    Timbre("kit-small", "percussive", DRUMS, "train", Kit(1.35, 0.7, 0.8, 1.3)),
    Timbre("kit-open", "percussive", DRUMS, "validate", Kit(1.1, 1.5, 0.4, 0.9)),
    Timbre("kit-tight", "percussive", DRUMS, "test", Kit(1.2, 0.55, 0.6, 0.8)),
    Timbre("kit-soft", "percussive", DRUMS, "test", Kit(0.9, 1.15, 0.05, 1.1)),
    Timbre("gm-kit-standard", "percussive", DRUMS, "train", Program(0, drums=True)),
    Timbre("gm-kit-power", "percussive", DRUMS, "train", Program(16, drums=True)),
    Timbre("gm-kit-brush", "percussive", DRUMS, "train", Program(40, drums=True)),
    Timbre("gm-kit-electronic", "percussive", DRUMS, "validate", Program(24, drums=True)),
    Timbre("gm-kit-jazz", "percussive", DRUMS, "test", Program(32, drums=True)),
    Timbre("gm-kit-808", "percussive", DRUMS, "test", Program(25, drums=True)),
    Timbre("string-bass", "plucked", BASS, "train", Pluck(0.5, 2.0, 0.4)),
    Timbre("fm-bass", "plucked", BASS, "train", Bell(1.0, 2.6, 0.12, 0.9, 0.003)),
    Timbre("saw-bass", "plucked", BASS, "train", Synth(0.005, 0.5, 1, 0.0, 6.0)),
    Timbre("round-bass", "plucked", BASS, "train", Synth(0.02, 1.5, 1, 0.0, 3.0)),
    Timbre("dark-bass", "plucked", BASS, "validate", Pluck(0.3, 1.5, 0.5)),
    Timbre("wire-bass", "plucked", BASS, "test", Pluck(0.8, 2.5, 0.3)),
    Timbre("fm-bass-hard", "plucked", BASS, "test", Bell(2.0, 1.8, 0.07, 0.6)),
    Timbre("square-bass", "plucked", BASS, "test", Synth(0.012, 0.9, 2, 8.0, 5.0)),
    Timbre("gm-bass-fingered", "plucked", BASS, "train", Program(33)),
    Timbre("gm-bass-picked", "plucked", BASS, "train", Program(34)),
    Timbre("gm-bass-fretless", "plucked", BASS, "validate", Program(35)),
    Timbre("gm-bass-acoustic", "plucked", BASS, "test", Program(32)),
    Timbre("gm-bass-slap", "plucked", BASS, "test", Program(36)),
    Timbre("nylon", "plucked", TUNE, "train", Pluck(0.6, 2.5, 0.5)),
    Timbre("steel", "plucked", TUNE, "train", Pluck(0.95, 3.5, 0.3)),
    Timbre("mute", "plucked", TUNE, "train", Pluck(0.7, 0.4, 0.5)),
    Timbre("lute", "plucked", TUNE, "validate", Pluck(0.8, 1.5, 0.45)),
    Timbre("harp", "plucked", TUNE, "test", Pluck(0.45, 3.0, 0.35)),
    Timbre("banjo", "plucked", TUNE, "test", Pluck(1.0, 0.8, 0.2)),
    Timbre("gm-guitar-steel", "plucked", TUNE, "train", Program(25)),
    Timbre("gm-guitar-jazz", "plucked", TUNE, "train", Program(26)),
    Timbre("gm-guitar-overdrive", "plucked", TUNE, "train", Program(29)),
    Timbre("gm-pizzicato", "plucked", TUNE, "train", Program(45)),
    Timbre("gm-guitar-clean", "plucked", TUNE, "validate", Program(27)),
    Timbre("gm-guitar-nylon", "plucked", TUNE, "test", Program(24)),
    Timbre("gm-harp", "plucked", TUNE, "test", Program(46)),
    Timbre("gm-guitar-distorted", "plucked", TUNE, "test", Program(30)),
    Timbre("tine", "struck", TUNE, "train", Bell(14.0, 0.9, 0.06, 1.1, 0.004), 0.1),
    Timbre("bell", "struck", TUNE, "train", Bell(3.5, 2.0, 0.4, 0.9), 0.3),
    Timbre("piano", "struck", TUNE, "train", Struck(0.0004, 1.0, 1.2, 0.15), 0.12),
    Timbre("bars", "struck", TUNE, "train", Struck(0.08, 1.6, 0.35, 0.3), 0.3),
    Timbre("reed-piano", "struck", TUNE, "validate", Bell(1.0, 1.4, 0.3, 1.0, 0.003), 0.1),
    Timbre("upright", "struck", TUNE, "test", Struck(0.0008, 0.8, 0.8, 0.3), 0.1),
    Timbre("wood-bars", "struck", TUNE, "test", Struck(0.12, 2.0, 0.2, 0.4), 0.2),
    Timbre("glass", "struck", TUNE, "test", Bell(7.0, 1.2, 0.2, 0.7), 0.2),
    Timbre("gm-piano", "struck", TUNE, "train", Program(0), 0.12),
    Timbre("gm-electric-piano", "struck", TUNE, "train", Program(4), 0.12),
    Timbre("gm-clavinet", "struck", TUNE, "train", Program(7)),
    Timbre("gm-marimba", "struck", TUNE, "train", Program(12), 0.2),
    Timbre("gm-harpsichord", "struck", TUNE, "validate", Program(6)),
    Timbre("gm-piano-bright", "struck", TUNE, "test", Program(1), 0.12),
    Timbre("gm-electric-piano-2", "struck", TUNE, "test", Program(5), 0.12),
    Timbre("gm-vibraphone", "struck", TUNE, "test", Program(11), 0.3),
    Timbre("drawbars", "organ", TUNE, "train", Organ((0.5, 1.0, 0.7, 0.3, 0.0, 0.0), 0.6)),
    Timbre(
        "flute-stop", "organ", ("chords", "pad"), "train", Organ((0.0, 1.0, 0.0, 0.2, 0.1, 0.0), 0.05, 0.03)
    ),
    Timbre("full-organ", "organ", TUNE, "validate", Organ((0.8, 1.0, 0.8, 0.8, 0.6, 0.5), 0.3)),
    Timbre("jazz-organ", "organ", TUNE, "test", Organ((0.9, 1.0, 0.9, 0.0, 0.0, 0.0), 0.9)),
    Timbre("gm-organ", "organ", TUNE, "train", Program(16)),
    Timbre("gm-accordion", "organ", TUNE, "validate", Program(21)),
    Timbre("gm-organ-rock", "organ", TUNE, "test", Program(18)),
    Timbre("reed", "blown", MELODY, "train", Blown(0.03, 1.0, 0.3, 0.008)),
    Timbre("flute", "blown", MELODY, "train", Blown(0.05, 2.0, 0.8, 0.01)),
    Timbre("horn", "blown", MELODY, "train", Blown(0.022, 1.3, 0.15, 0.005)),
    Timbre("saw-lead", "blown", MELODY, "train", Synth(0.015, 3.0, 2, 10.0, 8.0)),
    Timbre("pipe", "blown", MELODY, "validate", Blown(0.04, 1.6, 0.5, 0.006)),
    Timbre("oboe", "blown", MELODY, "test", Blown(0.035, 0.8, 0.2, 0.012)),
    Timbre("brass", "blown", MELODY, "test", Blown(0.025, 0.9, 0.1, 0.004)),
    Timbre("gm-trumpet", "blown", MELODY, "train", Program(56)),
    Timbre("gm-alto", "blown", MELODY, "train", Program(65)),
    Timbre("gm-clarinet", "blown", MELODY, "train", Program(71)),
    Timbre("gm-voice", "blown", ("melody", "pad"), "train", Program(53)),
    Timbre("gm-trombone", "blown", MELODY, "validate", Program(57)),
    Timbre("gm-tenor", "blown", MELODY, "test", Program(66)),
    Timbre("gm-flute", "blown", MELODY, "test", Program(73)),
    Timbre("gm-choir", "blown", ("melody", "pad"), "test", Program(52)),
    Timbre("fiddle", "bowed", BOWED, "train", Blown(0.07, 1.1, 0.3, 0.012)),
    Timbre("low-string", "bowed", BOWED, "train", Blown(0.1, 1.3, 0.4, 0.01)),
    Timbre("gamba", "bowed", BOWED, "validate", Blown(0.08, 1.0, 0.35, 0.006)),
    Timbre("bow", "bowed", BOWED, "test", Blown(0.09, 0.9, 0.25, 0.014)),
    Timbre("gm-cello", "bowed", BOWED, "train", Program(42), 0.15),
    Timbre("gm-strings", "bowed", SOFT, "train", Program(48), 0.2),
    Timbre("gm-viola", "bowed", BOWED, "validate", Program(41), 0.15),
    Timbre("gm-violin", "bowed", BOWED, "test", Program(40), 0.15),
    Timbre("gm-strings-slow", "bowed", SOFT, "test", Program(49), 0.2),
    Timbre("saw-pad", "pad", PAD, "train", Synth(0.12, 6.0, 3, 9.0, 5.0), 0.25),
    Timbre("slow-pad", "pad", PAD, "train", Synth(0.25, 6.0, 3, 14.0, 3.0), 0.3),
    Timbre("air-pad", "pad", PAD, "validate", Synth(0.18, 6.0, 4, 6.0, 7.0), 0.25),
    Timbre("wide-pad", "pad", PAD, "test", Synth(0.2, 6.0, 5, 12.0, 4.0), 0.3),
    Timbre("gm-pad-warm", "pad", PAD, "train", Program(89), 0.3),
    Timbre("gm-pad-poly", "pad", PAD, "train", Program(90), 0.25),
    Timbre("gm-pad-sweep", "pad", PAD, "validate", Program(95), 0.3),
    Timbre("gm-pad-halo", "pad", PAD, "test", Program(94), 0.3),
)
"""All timbres; names are unique."""


def pool(splits: Iterable[Split], soundfont: bool = True) -> tuple[Timbre, ...]:
    """The timbres of some splits; without a ``soundfont`` only those that need none."""
    wanted = frozenset(splits)
    return tuple(
        timbre
        for timbre in TIMBRES
        if timbre.split in wanted and (soundfont or not isinstance(timbre.voice, Program))
    )
