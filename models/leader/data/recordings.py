"""Two real multitrack recordings whose tempo is steady and known; who leads them nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from bridge.errors import BridgeError
from bridge.types import F32
from models.leader.data.beats import ticks
from models.leader.data.heard import listen
from models.leader.data.stems import SUFFIXES, mono
from models.leader.takes import F64, UNKNOWN, Heard


@dataclass(frozen=True, slots=True)
class Player:
    """``role`` in the ensemble, and the beginnings of the names of the stems that he plays."""

    role: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """Stems in ``folder`` at ``bpm``: ``first`` second of a beat; ``until`` when the music ends; ``buses``
    who plays."""

    folder: str
    bpm: float
    first: float
    until: float
    buses: Mapping[str, Player]

    def beats(self) -> F64:
        """Seconds of the beats ``(K,)``."""
        return np.arange(self.first, self.until, 60.0 / self.bpm)

    def sounds(self, folder: Path) -> list[F32]:
        """Mono sound of each bus; ``folder`` holds the data sets.

        Raises `BridgeError` when a stem is missing.
        """
        return [self._sound(folder / self.folder, player) for player in self.buses.values()]

    def _sound(self, folder: Path, player: Player) -> F32:
        paths = [p for stem in player.stems for p in folder.glob(f"{stem}*") if p.suffix in SUFFIXES]
        if len(paths) < len(player.stems):
            raise BridgeError(f"{folder}: not all of the stems {', '.join(player.stems)} are there")
        return np.asarray(np.sum([mono(path) for path in sorted(paths)], axis=0, dtype=np.float32))


RECORDINGS: Mapping[str, Recording] = MappingProxyType(
    {
        # The tempo is that of the project file, and its first beat the file's first sample.
        "lmms": Recording(
            "lmms_reggaetry_stems",
            180.0,
            0.0,
            43.0,
            {
                "drums": Player("drums", ("5_", "6_", "7_", "8_", "9_")),
                "bass": Player("bass", ("2_",)),
                "keys": Player("chords", ("1_",)),
                "strings": Player("pad", ("3_", "4_")),
            },
        ),
        # Measured: the synth's onsets keep to 16ths of 170.0 BPM (mean resultant length .91; madmom's
        # 171.4 is the nearest of its frames). Half of it is as good an answer.
        "trackswitch": Recording(
            "trackswitch_stems",
            170.0,
            0.047,
            164.0,
            {
                "drums": Player("drums", ("drums",)),
                "bass": Player("bass", ("bass",)),
                "synth": Player("chords", ("synth",)),
                "violins": Player("strings", ("violins",)),
            },
        ),
    }
)


def hearings(folder: Path) -> Iterator[Heard]:
    """The recordings as they are; ``folder`` holds the data sets."""
    for name, recording in RECORDINGS.items():
        buses = tuple(recording.buses)
        readings, mix = listen(f"stems/{name}", buses, recording.sounds(folder))
        at = ticks(recording.until)
        yield Heard(
            name,
            buses,
            tuple(player.role for player in recording.buses.values()),
            readings,
            recording.beats(),
            np.full(len(at), recording.bpm),
            np.full(len(at), UNKNOWN),
            mix,
        )
