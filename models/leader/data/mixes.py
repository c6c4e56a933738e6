"""GTZAN and Ballroom, for those who have them: whole mixes with annotated beats, each as one bus.

Folders as mirdata lays them out. Beats of GTZAN: Marchand, Fresnel & Peeters, "GTZAN-Rhythm", ISMIR
2015 late-breaking; of Ballroom: Krebs, Böck & Widmer, ISMIR 2013. Both are for judging only: no
licence of the audio allows more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.data.beats import tempo_at, ticks
from models.leader.data.heard import CACHE, listen
from models.leader.data.stems import mono
from models.leader.takes import F64, UNKNOWN, Heard

BUS = "mix"


@dataclass(frozen=True, slots=True)
class Collection:
    """``name`` of a collection and of its folder; ``audio`` the pattern of its sound files there;
    ``beats`` the folder of its annotations, and ``annotation`` the file there of a sound file's stem."""

    name: str
    audio: str
    beats: str
    annotation: Callable[[str], str]

    def hearings(self, folder: Path, kept: Path = CACHE) -> Iterator[Heard]:
        """Each annotated recording; ``folder`` holds the data sets.

        Those without annotation are passed over. Raises `BridgeError` when there is none with one.
        """
        home = folder / self.name
        pairs = [
            (path, beats)
            for path in sorted(home.glob(self.audio))
            if (beats := home / self.beats / self.annotation(path.stem)).exists()
        ]
        if not pairs:
            raise BridgeError(
                f"no {self.name} in {folder}: it needs sound as {self.audio} and beats in {self.beats} there"
            )
        for path, beats in pairs:
            yield _heard(f"{self.name}/{path.stem}", path, np.loadtxt(beats, usecols=0, ndmin=1), kept)


def _heard(name: str, path: Path, beats: F64, kept: Path) -> Heard:
    """The tempo is that of the nearest annotated beats, the leader unknown."""
    sound = mono(path)
    readings, mix = listen(name, (BUS,), [sound], kept)
    at = ticks(len(sound) / RATE)
    return Heard(name, (BUS,), (BUS,), readings, beats, tempo_at(beats, at), np.full(len(at), UNKNOWN), mix)


GTZAN = Collection(
    "gtzan_genre",
    "gtzan_genre/genres/*/*.wav",
    "gtzan_tempo_beat-main/beats",
    lambda stem: f"gtzan_{stem.replace('.', '_')}.beats",
)
BALLROOM = Collection(
    "ballroom", "B_1.0/audio/*/*.wav", "B_1.0/annotations/beats", lambda stem: f"{stem}.beats"
)
