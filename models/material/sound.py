"""The soundfonts that tunes are played with, kept apart by use, and what a recording does to a sound."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.random import Generator
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, oaconvolve, sosfilt

from bridge.errors import BridgeError
from bridge.types import F32, RATE
from models.leader.audio.soundfont import FOLDERS
from models.material.tunes import Use

FONTS: Mapping[Use, tuple[tuple[str, str], ...]] = {
    "train": (
        ("FluidR3_GM.sf2", "fluid-soundfont-gm"),
        ("MuseScore_General.sf3", "musescore-general-soundfont"),
    ),
    "validate": (("FluidR3_GM.sf2", "fluid-soundfont-gm"),),
    "test": (("TimGM6mb.sf2", "timgm6mb-soundfont"),),
}
"""By use: the files, and the Debian package that holds each. No font sounds in both training and test.

MuseScore's was made from Fluid's with other samples added. Csound's (csound-soundfont) may not train: it has
samples of TimGM6mb in it.
"""
PLACES = (*FOLDERS, *(folder.with_name("sf3") for folder in FOLDERS))
"""Where soundfonts lie, the packed ones too."""


def font(use: Use) -> Path:
    """The first soundfont for a use. Raises `BridgeError` when it, or fluidsynth, is not installed."""
    return _found(*FONTS[use][0])


def fonts(use: Use) -> tuple[Path, ...]:
    """All soundfonts for a use. Raises `BridgeError` when one of them, or fluidsynth, is not installed."""
    return tuple(_found(name, package) for name, package in FONTS[use])


def _found(name: str, package: str) -> Path:
    found = next((folder / name for folder in PLACES if (folder / name).exists()), None)
    if found is None or shutil.which("fluidsynth") is None:
        raise BridgeError(f"no fluidsynth with {name}: sudo apt install fluidsynth {package}")
    return found


def in_a_room(sound: F32, rng: Generator) -> F32:
    """A dry mono sound ``(n,)`` with the reverberation of a room about it, as long as before; a new array.

    The room is noise that dies away by 60 dB in 0.15 to 1.8 s, darker as it does; its energy is 0.1 to 70 %
    of the sound's.
    """
    decay = rng.uniform(0.15, 1.8)
    t = np.arange(round(0.8 * decay * RATE)) / RATE
    tail = rng.standard_normal(len(t)) * 10 ** (-3 * t / decay) * (t > rng.uniform(0.0, 0.04))
    tail = sosfilt(butter(1, rng.uniform(1_500.0, 9_000.0), fs=RATE, output="sos"), tail)
    wet = oaconvolve(sound, tail.astype(np.float32))[: len(sound)]
    share = 10 ** rng.uniform(-3.0, -0.15)
    wet *= np.sqrt(share * np.mean(sound**2) / (np.mean(wet**2) + 1e-12))
    return np.asarray(sound + wet, np.float32)


def loudness(sound: F32) -> float:
    """RMS of those 20 ms of a sound ``(n,)`` that are within 40 dB of its loudest; never 0."""
    blocks = sound[: len(sound) // 882 * 882].reshape(-1, 882)
    power = np.mean(blocks**2, axis=1)
    loud = power[power >= power.max() * 1e-4]
    return float(np.sqrt(loud.mean())) + 1e-9


def recorded(sound: F32, rng: Generator) -> F32:
    """What a studio, a stage and a mastering engineer may make of a dry mono sound ``(n,)``; a new array.

    At random: a tilt and a bell of an equaliser, compression, hiss, and the level, −36 to −6 dBFS RMS of
    what sounds; the peak is held below full scale.
    """
    out = _equalised(np.asarray(sound, np.float32), rng)
    out = _compressed(out, rng.uniform(0.0, 0.6))
    out *= 10 ** (rng.uniform(-36.0, -6.0) / 20) / loudness(out)
    out += rng.normal(0.0, 10 ** (rng.uniform(-100.0, -65.0) / 20), len(out)).astype(np.float32)
    return np.asarray(np.tanh(out), np.float32)


def _equalised(sound: F32, rng: Generator) -> F32:
    low, high = rng.uniform(60.0, 400.0), rng.uniform(2_000.0, 8_000.0)
    for edge, kind in ((low, "lowpass"), (high, "highpass")):
        shelf = sosfilt(butter(1, edge, kind, fs=RATE, output="sos"), sound)
        sound = sound + np.float32(10 ** (rng.uniform(-8.0, 6.0) / 20) - 1) * shelf.astype(np.float32)
    return sound


def _compressed(sound: F32, amount: float) -> F32:
    """The envelope over 50 ms to the power of −``amount``."""
    level = np.sqrt(np.maximum(uniform_filter1d(sound**2, round(0.05 * RATE)), 1e-8))
    return np.asarray(sound * (np.maximum(level, 0.1 * level.max()) / level.max()) ** -amount, np.float32)
