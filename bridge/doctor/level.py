"""Too little on a bus, or too much: silence and clipping."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bridge.doctor.finding import Finding, ok, unknown, warn
from bridge.doctor.heard import Heard, Sound
from bridge.types import F32

QUIET = -60.0
"""dBFS below which nobody plays: hiss and dither are there, music is above."""
SPAN = 0.1
"""Seconds of the loudest stretch, by which a bus is judged: a single stroke shall count."""
TOP = 0.98
"""Of full scale: what cuts peaks cuts them there."""
EQUAL = 3
"""Samples alike that make a top flat."""
STEEP = 2e-4
"""How far the wave must have risen into a flat top in `APPROACH` samples. A slow sine that was rounded to 16
bits has flat tops too, but nears them by a few steps of 1/32768."""
APPROACH = 2
"""Samples: the last one may lie anywhere between the one before and the top."""
CUT = 3
"""Flat tops that make it clipping; fewer may be chance."""


def judge_silence(heard: Heard, mac: bool = False) -> Iterator[Finding]:
    """What is to be said of buses without sound. ``mac``: this is macOS, which hides a missing permission."""
    levels = {sound.port: loudest(sound.samples, heard.rate) for sound in heard.sounds}
    empty = [sound for sound in heard.sounds if not sound.samples.any()]
    quiet = [sound for sound in heard.sounds if sound not in empty and levels[sound.port] < QUIET]
    if mac and len(empty) == len(heard.sounds):
        yield _no_permission()
    else:
        yield from (_empty(sound) for sound in empty)
    yield from (_quiet(sound, levels[sound.port]) for sound in quiet)
    if len(empty) + len(quiet) < len(heard.sounds):
        said = ", ".join(f"{port} {level:.0f} dBFS" for port, level in levels.items() if level >= QUIET)
        yield ok("sound", said)


def loudest(samples: F32, rate: int) -> float:
    """dBFS (RMS) of the loudest `SPAN` of ``samples`` ``(n,)``, a constant voltage apart; −inf for none."""
    length = max(1, min(len(samples), round(SPAN * rate)))
    rows = samples[: len(samples) // length * length].reshape(-1, length).astype(np.float64)
    power = float(rows.var(axis=1).max(initial=0.0))
    return 10.0 * np.log10(power) if power > 0.0 else -np.inf


def _no_permission() -> Finding:
    return warn(
        "silence",
        "all buses are digital silence (all zeros): macOS gives that to a terminal without the permission",
        "System Settings → Privacy & Security → Microphone: allow your terminal, quit it and open it again",
    )


def _empty(sound: Sound) -> Finding:
    check = f"silence: {sound.port}"
    if sound.sources is None:
        return warn(
            check,
            "digital silence (all zeros): nothing is sent to its channel",
            f"in the DAW, give a track the output that is the channel of bus {sound.bus}: docs/blackhole.md",
        )
    if not sound.sources:
        return warn(
            check,
            "nothing is connected to it",
            f"jack_connect SOURCE leaderbridge:{sound.port}   (jack_lsp lists the sources)",
        )
    return warn(
        check,
        f"digital silence (all zeros) comes from {', '.join(sound.sources)}",
        "play, and look whether that track is muted or another one is soloed",
    )


def _quiet(sound: Sound, level: float) -> Finding:
    return unknown(
        f"silence: {sound.port}",
        f"nobody plays: {level:.0f} dBFS at most",
        "play on it while the doctor listens: leaderbridge doctor; if you did, turn its gain up",
    )


def judge_clipping(heard: Heard) -> Iterator[Finding]:
    """What is to be said of sound that was cut off at full scale."""
    cut = {sound.port: tops for sound in heard.sounds if (tops := flat_tops(sound.samples)) >= CUT}
    for port, tops in cut.items():
        yield warn(
            f"clipping: {port}",
            f"{tops} peaks are cut off at full scale; onsets come out blurred",
            "turn the input's gain down until the loudest stroke stays below -6 dBFS",
        )
    if not cut and any(sound.samples.any() for sound in heard.sounds):
        yield ok("clipping", "no peak is cut off")


def flat_tops(samples: F32) -> int:
    """How many peaks of ``samples`` ``(n,)`` are cut off flat at full scale.

    A top is flat when `EQUAL` samples in a row are alike, at `TOP` or above, and the wave came into them
    steeply. A full-scale square wave has the same look, and counts.
    """
    alike = (np.diff(samples) == 0) & (np.abs(samples[1:]) >= TOP)
    edges = np.flatnonzero(np.diff(alike, prepend=False, append=False))
    begins, ends = edges[::2], edges[1::2]  # samples[begin : end + 1] are alike
    tops = begins[(ends - begins >= EQUAL - 1) & (begins >= APPROACH)]
    rise = np.abs(samples[tops] - samples[tops - APPROACH])
    return int(np.count_nonzero(rise > STEEP))
