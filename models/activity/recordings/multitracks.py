"""MedleyDB, and Mixing Secrets in the same layout, whose audio a user has on disk: for judging only.

    FOLDER/…/<track>_METADATA.yaml
    FOLDER/Audio/<track>/<track>_MIX.wav, <track>_STEMS/<track>_STEM_01.wav …
    FOLDER/…/<track>_ACTIVATION_CONF.lab

The audio of MedleyDB is CC BY-NC-SA, that of Mixing Secrets for education only: neither may train a model
that ships. Bittner et al., ISMIR 2014; Gururani & Lerch, "Mixing Secrets: A Multi-Track Dataset for
Instrument Recognition in Polyphonic Music", ISMIR 2017 late-breaking.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml

from bridge.errors import BridgeError
from bridge.types import F32, RATE
from models.activity.clips import LABELS, SAMPLES, clips, starts
from models.activity.data.envelope import CONFIDENT, LEAST, confidence, shares
from models.activity.recordings.taxonomy import LABEL
from models.leader.data.stems import mono

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast one where PyYAML has it."""
METADATA, ACTIVATION = "_METADATA.yaml", "_ACTIVATION_CONF.lab"
TEST = 100 / 461
"""Share of the artists that are for the test: Gururani had 361 tracks for training and 100 for the test."""


@dataclass(frozen=True, slots=True)
class Multitrack:
    """A track: its ``artist``, the file of the mix, and by the number of each stem, ``S01`` …, its file and
    the instruments that it is of."""

    name: str
    artist: str
    mix: str
    stems: Mapping[str, tuple[str, tuple[str, ...]]]

    def labels(self, stem: str) -> frozenset[str]:
        """Those of the 18 that a stem is of."""
        return frozenset(LABEL[name] for name in self.stems[stem][1] if name in LABEL)


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """``frames`` ``(n, 43, 80)`` of a track's mix and ``truth`` ``(n, 18)`` bool."""

    name: str
    frames: F32
    truth: np.ndarray


def described(text: str, name: str) -> Multitrack:
    """A track from the text of its metadata. Raises `BridgeError` when that is none."""
    try:
        found: dict[str, Any] = yaml.load(text, LOADER)
        stems = {
            number: (stem["filename"], _instruments(stem["instrument"]))
            for number, stem in found["stems"].items()
        }
        return Multitrack(name, found["artist"], found["mix_filename"], stems)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BridgeError(f"{name}{METADATA}: not metadata as MedleyDB has it ({error})") from None


def _instruments(said: str | list[str] | None) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, list) else (said or "",)


def activations(text: str) -> tuple[F32, dict[str, F32]]:
    """Seconds ``(n,)`` and the confidence ``(n,)`` of each stem, by its number, from the text of a .lab.

    Raises `BridgeError` when it is none.
    """
    try:
        head, *rows = text.splitlines()
        values = np.loadtxt(io.StringIO("\n".join(rows)), delimiter=",", dtype=np.float32, ndmin=2)
        names = head.split(",")[1:]
        return values[:, 0], {name: values[:, i + 1] for i, name in enumerate(names)}
    except (ValueError, IndexError) as error:
        raise BridgeError(f"{ACTIVATION}: not activations as MedleyDB has them ({error})") from None


def tracks(folder: Path) -> list[Multitrack]:
    """All tracks of a folder, by name. Raises `BridgeError` when there are none."""
    paths = sorted(folder.rglob(f"*{METADATA}"))
    if not paths:
        raise BridgeError(f"{folder}: no *{METADATA} in it; it has to be laid out as MedleyDB is")
    return [described(path.read_text("utf-8"), path.name.removesuffix(METADATA)) for path in paths]


def archived(path: Path) -> Iterator[tuple[Multitrack, dict[str, F32] | None]]:
    """The tracks of the archive of annotations, ``medleydb_metadata_activations.tar.xz``, each with the
    confidences of its stems where they are annotated. Raises `BridgeError` when it cannot be read."""
    texts = _texts(path)
    for name in sorted(texts[METADATA]):
        lab = texts[ACTIVATION].get(name)
        yield described(texts[METADATA][name], name), None if lab is None else activations(lab)[1]


def _texts(path: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {METADATA: {}, ACTIVATION: {}}
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                for suffix, texts in found.items():
                    name = Path(member.name).name
                    if name.endswith(suffix) and not name.startswith("._"):
                        content = archive.extractfile(member)
                        texts[name.removesuffix(suffix)] = content.read().decode() if content else ""
    except (OSError, tarfile.TarError) as error:
        raise BridgeError(f"{path}: the archive of MedleyDB's annotations cannot be read ({error})") from None
    return found


def by_artist(tracks: Iterable[Multitrack], share: float = TEST) -> tuple[list[Multitrack], list[Multitrack]]:
    """Two lists, the second with about ``share`` of the artists; no artist is in both."""
    split: tuple[list[Multitrack], list[Multitrack]] = ([], [])
    for track in tracks:
        split[crc32(track.artist.encode()) % 1000 < 1000 * share].append(track)
    return split


def annotated(track: Multitrack, folder: Path) -> Annotated:
    """A track's mix in clips, and what sounds in each: by its annotation, or else by its stems' envelopes.

    Raises `BridgeError` when a sound file is missing or cannot be read.
    """
    mix = mono(_file(folder, track.mix))
    labs = list(folder.rglob(f"{track.name}{ACTIVATION}"))
    active = _told(labs[0].read_text(), len(mix)) if labs else _heard(track, folder, len(mix))
    truth = np.zeros((len(starts(len(mix))), len(LABELS)), bool)
    for stem, share in active.items():
        for label in track.labels(stem) if stem in track.stems else ():
            truth[: len(share), LABELS.index(label)] |= share[: len(truth)] >= LEAST
    return Annotated(track.name, clips(mix), truth)


def _told(text: str, samples: int) -> dict[str, F32]:
    times, found = activations(text)
    edges = [(np.searchsorted(times, np.array([first, first + SAMPLES]) / RATE)) for first in starts(samples)]
    return {
        stem: np.array([np.mean(sure[a:b] > CONFIDENT) if b > a else 0.0 for a, b in edges], np.float32)
        for stem, sure in found.items()
    }


def _heard(track: Multitrack, folder: Path, samples: int) -> dict[str, F32]:
    sounds = {
        stem: mono(_file(folder, name)) for stem, (name, _) in track.stems.items() if track.labels(stem)
    }
    return {stem: shares(confidence(sound), min(samples, len(sound))) for stem, sound in sounds.items()}


def _file(folder: Path, name: str) -> Path:
    found = next(folder.rglob(name), None)
    if found is None:
        raise BridgeError(f"{folder}: {name} is missing; the audio of the multitracks has to be there too")
    return found
