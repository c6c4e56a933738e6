"""General MIDI soundfonts through the ``fluidsynth`` program: one run a bus."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import mido
import numpy as np
import soundfile

from bridge.errors import BridgeError
from bridge.types import F32, RATE
from models.leader.audio.score import Note
from models.leader.audio.timbres import Program

FOLDERS = (
    Path("/usr/share/sounds/sf2"),
    Path("/usr/local/share/sounds/sf2"),
    Path("/opt/homebrew/share/soundfonts"),
)
USUAL = "TimGM6mb.sf2"
"""The soundfont that the frozen sets sound with (Debian's timgm6mb-soundfont); taken first."""
RESOLUTION = 22_050
"""Ticks a beat: at 60 BPM two samples each. fluidsynth itself acts every 64 samples, 1.5 ms."""
DRUM_CHANNEL = 9


@cache
def find() -> Path | None:
    """`USUAL` or else another soundfont that is installed; None without one or without ``fluidsynth``."""
    if shutil.which("fluidsynth") is None:
        return None
    fonts = [path for folder in FOLDERS for path in folder.glob("*.sf2") if not path.is_symlink()]
    return min(fonts, key=lambda path: (path.name != USUAL, path.name), default=None)


def render(notes: Sequence[Note], program: Program, seconds: float) -> F32:
    """Notes played by a program of the soundfont, dry and mono: float32 ``(n,)``.

    Raises `BridgeError` when there is no soundfont or fluidsynth fails.
    """
    font = find()
    if font is None:
        raise BridgeError("no soundfont: install fluidsynth and timgm6mb-soundfont, or use own timbres only")
    return play([(notes, program)], font, seconds)


def play(parts: Sequence[tuple[Sequence[Note], Program]], font: Path, seconds: float) -> F32:
    """Up to 15 parts and drums together, each by its program of ``font``, dry and mono: float32 ``(n,)``.

    Raises `BridgeError` when fluidsynth fails.
    """
    with TemporaryDirectory() as folder:
        score, sound = Path(folder) / "bus.mid", Path(folder) / "bus.wav"
        _midi(parts).save(score)
        _run(font, score, sound)
        heard = soundfile.read(sound, dtype="float32", always_2d=True)[0].mean(axis=1, dtype=np.float32)
    out = np.zeros(round(seconds * RATE), np.float32)
    out[: len(heard)] = heard[: len(out)]
    return out


def _midi(parts: Sequence[tuple[Sequence[Note], Program]]) -> mido.MidiFile:
    """A file whose ticks are two samples: 60 BPM."""
    channels = (channel for channel in range(16) if channel != DRUM_CHANNEL)
    tracks = [
        _track(notes, program, DRUM_CHANNEL if program.drums else next(channels)) for notes, program in parts
    ]
    tracks[0].insert(0, mido.MetaMessage("set_tempo", tempo=1_000_000))
    return mido.MidiFile(type=1, ticks_per_beat=RESOLUTION, tracks=tracks)


def _track(notes: Sequence[Note], program: Program, channel: int) -> mido.MidiTrack:
    events = [(0, 0, mido.Message("program_change", channel=channel, program=program.number))]
    for note in notes:
        key, velocity = round(note.pitch), max(1, round(127 * note.strength))
        on, off = _tick(note.start), _tick(note.start + note.held)
        events.append((on, 2, mido.Message("note_on", channel=channel, note=key, velocity=velocity)))
        events.append((off, 1, mido.Message("note_off", channel=channel, note=key)))
    events.sort(key=lambda event: event[:2])
    track, now = mido.MidiTrack(), 0
    for tick, _, message in events:
        track.append(message.copy(time=tick - now))
        now = tick
    return track


def _tick(seconds: float) -> int:
    return round(seconds * RESOLUTION)


def _run(font: Path, score: Path, sound: Path) -> None:
    # Only the samples that are played are unpacked: with MuseScore's packed font eight times as fast.
    command = ["fluidsynth", "-niq", "-R", "0", "-C", "0", "-g", "0.6", "-r", str(RATE), "-O", "float"]
    command += ["-o", "synth.dynamic-sample-loading=1", "-F", str(sound), str(font), str(score)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or not sound.exists():
        reason = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
        raise BridgeError(f"fluidsynth cannot play {font}: {reason}; is it a whole soundfont?")
