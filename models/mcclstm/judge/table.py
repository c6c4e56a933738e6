"""The paper's tables: accuracy over folds of every architecture, beside the baselines."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bridge.errors import BridgeError
from models.material.tunes import Use
from models.mcclstm.data import ballroom, gtzan, heard, rendered, soundtracks
from models.mcclstm.data.collection import Heard, Track, fold
from models.mcclstm.judge.baselines import fitted
from models.mcclstm.network.architecture import ARCHITECTURES
from models.mcclstm.network.train import Training, TrainSettings, accuracy

ON_DISK: Mapping[str, Callable[[Path], list[Track]]] = {
    "gtzan": gtzan.tracks,
    "ballroom": ballroom.tracks,
    "soundtracks": soundtracks.tracks,
}
"""The collections that a user brings, by name."""
RENDERED = "rendered"
EVERY: tuple[Use, ...] = ("train", "test", "validate")


Found = dict[str, float]
"""Accuracy in a fold, by scheme."""


@dataclass(frozen=True, slots=True)
class Division:
    """Tracks to train on and to test with. What a fold has to validate on nothing here needs."""

    train: Sequence[Heard]
    test: Sequence[Heard]


def collection(name: str, folder: Path | None, each: int) -> list[Heard]:
    """A collection, by name; of the rendered one ``each`` excerpts of a style, whatever their use.

    Raises `BridgeError` for one that is not known, or is not in ``folder``.
    """
    if name == RENDERED:
        return _first((track for use in EVERY for track in rendered.load(use)), each)
    if name not in ON_DISK or folder is None:
        raise BridgeError(f"--data {name}: give {RENDERED}, or one of {', '.join(ON_DISK)} with its --folder")
    return heard.heard(ON_DISK[name](folder), name)


def divisions(split: str, tracks: Sequence[Heard], count: int) -> Iterator[Division]:
    """``filtered``, or the first ``count`` of ten ``folds``. Raises `BridgeError` for another split."""
    if split == "filtered":
        return filtered(tracks)
    if split == "folds":
        return folds(tracks, count)
    raise BridgeError(f"--split {split}: there are folds and filtered")


def folds(tracks: Sequence[Heard], count: int) -> Iterator[Division]:
    """The first ``count`` of ten, divided by piece: 80 % to train on, 10 % to test with."""
    for number in range(count):
        uses = fold([track.piece for track in tracks], number)
        yield _division(tracks, uses)


def filtered(tracks: Sequence[Heard]) -> Iterator[Division]:
    """The one fault-filtered division of GTZAN: 443 tracks to train on, 290 to test with."""
    yield _division(tracks, [gtzan.filtered().get(track.piece, "unused") for track in tracks])


def measure(divisions: Iterable[Division], settings: TrainSettings, kept: Path) -> dict[str, list[float]]:
    """Accuracy, 0 to 1, by architecture or baseline, a figure a fold.

    Each is kept in the folder ``kept`` as it is found, and not sought again there.
    """
    found: defaultdict[str, list[float]] = defaultdict(list)
    for number, division in enumerate(divisions):
        simple = _kept(kept / f"baselines-{number}.json", partial(_baselines, division))
        for name in tqdm(ARCHITECTURES, desc=f"fold {number}"):
            sought = partial(_accuracy, name, division, settings)
            simple |= _kept(kept / f"{name}-{number}.json", sought)
        for name, right in simple.items():
            found[name].append(right)
    return dict(found)


def place(name: str, tracks: Sequence[Heard], settings: TrainSettings) -> Path:
    """Where the figures of these tracks and settings are kept."""
    said = json.dumps([asdict(settings), [track.piece for track in tracks]])
    return rendered.BUILT / "table" / name / blake2b(said.encode(), digest_size=6).hexdigest()


def written(found: Mapping[str, Sequence[float]], tracks: int, settings: TrainSettings) -> str:
    """The figures as a markdown table, mean ± SD over the folds, and below it what they are of."""
    rows = [f"| {name} | {_spread(each)} |" for name, each in found.items()]
    count = len(next(iter(found.values())))
    said = (
        f"{tracks} tracks, {count} fold{'s' if count > 1 else ''}; {settings.epochs} passes, "
        f"{settings.window} chunks of a track in each."
    )
    return "\n".join(["| scheme | accuracy, % |", "| --- | --: |", *rows, "", said, ""])


def _spread(shares: Sequence[float]) -> str:
    """Of a single fold there is no SD to tell."""
    mean = f"{100 * np.mean(shares):.1f}"
    return f"{mean} ± {100 * np.std(shares, ddof=1):.1f}" if len(shares) > 1 else mean


def _division(tracks: Sequence[Heard], uses: Sequence[str]) -> Division:
    train, test = (
        [track for track, its in zip(tracks, uses, strict=True) if its == use] for use in ("train", "test")
    )
    if not train or not test:
        raise BridgeError("too few tracks to be divided: there is nothing to train on, or to test with")
    return Division(train, test)


def _baselines(division: Division) -> Found:
    frames = [np.asarray(track.frames, np.float32) for track in division.test]
    truth = np.array([track.label for track in division.test])
    told = fitted(division.train)
    return {name: float(np.mean(np.array(tell(frames)) == truth)) for name, tell in told.items()}


def _kept(path: Path, sought: Callable[[], Found]) -> Found:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(sought()))
    found: Found = json.loads(path.read_text())
    return found


def _accuracy(name: str, division: Division, settings: TrainSettings) -> Found:
    labels = sorted({track.label for track in division.train})
    net = Training(division.train, labels, ARCHITECTURES[name], settings).run()
    return {name: accuracy(net, division.test, labels, settings.hop)}


def _first(tracks: Iterable[Heard], each: int) -> list[Heard]:
    """The first ``each`` of every label."""
    found: defaultdict[str, list[Heard]] = defaultdict(list)
    for track in tracks:
        if len(found[track.label]) < each:
            found[track.label].append(track)
    return [track for tracks in found.values() for track in tracks]
