"""A take is played, heard by the bridge's real ears, and its mix kept for others to hear."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.random import Generator

from bridge.analysis import Hearing
from bridge.errors import BridgeError
from bridge.types import F32, HOP, RATE, Block, Bus, Reading
from models.leader.audio.mix import Stage, mixed
from models.leader.audio.render import render
from models.leader.audio.timbres import Timbre
from models.leader.takes import F64, Heard, Take


def listen(take: Take, timbres: Sequence[Timbre], rng: Generator, mix: Path) -> Heard:
    """What the bridge hears of a take; costs about 1.5 s a minute of each bus.

    Parameters
    ----------
    timbres
        Those that may sound; each role needs one.
    rng
        Draws timbres, touch and stage.
    mix
        Where the mono mix is written: 44.1 kHz, 16 bit, in the format that its suffix says.

    Raises `BridgeError` when no timbre suits a part.
    """
    buses = sounds(take, timbres, rng)
    soundfile.write(mix, mixed(buses), RATE, subtype="PCM_16")
    names = tuple(part.bus for part in take.parts)
    return Heard(
        name=take.name,
        buses=names,
        roles=tuple(part.role for part in take.parts),
        readings=tuple(hear(list(buses), names)),
        beats=beats(take),
        bpm=take.bpm,
        leader=take.leader,
        mix=mix,
        take=take,
    )


def hear(sounds: Sequence[F32], names: Sequence[str]) -> list[Reading]:
    """All readings of buses' mono sounds at 44.1 kHz, in order of arrival."""
    hearing = Hearing([Bus(name) for name in names])
    hops = min(len(sound) for sound in sounds) // HOP
    readings: list[Reading] = []
    for hop in range(hops):
        here = slice(hop * HOP, (hop + 1) * HOP)
        readings += hearing.push(
            [Block(name, hop * HOP, RATE, sound[here]) for name, sound in zip(names, sounds, strict=True)]
        )
    return readings + list(hearing.finish())


def sounds(take: Take, timbres: Sequence[Timbre], rng: Generator) -> F32:
    """The sound of each bus of a take, float32 ``(N, n)``, as it comes from a drawn stage."""
    cast = draw_cast(take, timbres, rng)
    dry = [render(part, timbre, take.seconds, rng) for part, timbre in zip(take.parts, cast, strict=True)]
    return Stage.draw(rng, len(dry)).buses(np.stack(dry), rng)


def draw_cast(take: Take, timbres: Sequence[Timbre], rng: Generator) -> list[Timbre]:
    """A timbre for each part, as suits its role; the same one twice only where there are too few."""
    cast: list[Timbre] = []
    for part in take.parts:
        suitable = [timbre for timbre in timbres if part.role in timbre.roles]
        if not suitable:
            raise BridgeError(f"take {take.name}: no timbre for the role {part.role!r} among {len(timbres)}")
        fresh = [timbre for timbre in suitable if timbre not in cast] or suitable
        cast.append(fresh[rng.integers(len(fresh))])
    return cast


def beats(take: Take) -> F64:
    """Seconds of the ensemble's beats within the take: the mean over the players."""
    at = take.beats.mean(axis=1)
    return np.asarray(at[(at >= 0.0) & (at < take.seconds)])
