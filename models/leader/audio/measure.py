"""How well the bridge's ears hear each kind of timbre: ``python -m models.leader.audio.measure``.

Players alone on their bus play exercises of known notes through a drawn stage; the onsets heard are
compared with them. What comes out, `EARS`, is what the emulated detector of symbolic takes draws from.
Only timbres for training are measured, so that no frozen set is known by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import MappingProxyType

import mir_eval
import numpy as np
from numpy.random import Generator
from rich.progress import track
from scipy.optimize import nnls

from bridge.analysis import Hearing
from bridge.analysis.onsets import OnsetEar
from bridge.types import F32, HOP, RATE, Block, Bus, Reading
from models.leader.audio import soundfont
from models.leader.audio.mix import Stage
from models.leader.audio.render import render
from models.leader.audio.timbres import Timbre, pool
from models.leader.takes import F64, Part

EARS = Path(__file__).parents[1] / "ensembles" / "ears.toml"
HEADER = """# How the bridge's ears hear the notes of each kind of timbre, measured on rendered sound.
# Each row: 10th and 90th percentile over the timbres of the kind (models/leader/audio/timbres.py).
# delay, jitter: seconds from a note to its onset, median and standard deviation (IQR / 1.349);
# miss, weak_miss: a note of strength s is missed with the chance miss + weak_miss (1 - s), not below 0;
# alarms: onsets a second that are no note; known: seconds from an onset's time to the moment it is told.
# Made by: python -m models.leader.audio.measure
"""
SECONDS = 60.0
STAGES = 3
"""Stages on which each timbre is measured."""
NEAR = 0.05
"""Seconds within which an onset is that of a note, once the delay is taken away."""
EARLIEST, LATEST, STEP = -0.05, 0.25, 0.005
"""Seconds within which the delay is sought, and how finely."""

GAPS: Mapping[str, tuple[float, float]] = MappingProxyType({"pad": (0.5, 3.0), "bowed": (0.2, 1.5)})
"""Shortest and longest seconds between the notes of an exercise, by kind; others are quicker."""
USUAL_GAPS = (0.12, 1.0)
PITCHES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"drums": (36, 38, 42, 42, 46), "bass": tuple(range(29, 48)), "pad": tuple(range(50, 68))}
)
USUAL_PITCHES = tuple(range(52, 80))


@dataclass(frozen=True, slots=True)
class Ear:
    """What the ears made of one exercise; the file's header says what each is."""

    delay: float
    jitter: float
    miss: float
    weak_miss: float
    alarms: float
    known: float


def exercise(rng: Generator, timbre: Timbre, seconds: float = SECONDS) -> Part:
    """Notes at irregular moments, of strengths 0.3 to 1, as suit the timbre."""
    low, high = np.log(GAPS.get(timbre.kind, USUAL_GAPS))
    gaps = np.exp(rng.uniform(low, high, round(seconds / np.exp(low))))
    times = 1.0 + np.cumsum(gaps)
    times = times[times < seconds - 1.0]
    role = timbre.roles[0]
    pitches = rng.choice(PITCHES.get(role, USUAL_PITCHES), len(times)).astype(float)
    return Part("bus", role, times, rng.uniform(0.3, 1.0, len(times)), pitches)


def onsets(sound: F32) -> list[Reading]:
    """The onsets that the bridge hears in a bus's sound."""
    hearing = Hearing([Bus("bus")], {"onsets": OnsetEar})
    blocks = (Block("bus", i, RATE, sound[i : i + HOP]) for i in range(0, len(sound) - HOP + 1, HOP))
    return [reading for block in blocks for reading in hearing.push([block])]


def compare(part: Part, heard: Sequence[Reading], seconds: float = SECONDS) -> Ear:
    """The ear's faults, from the notes of a part and the onsets heard."""
    times = np.array([reading.t for reading in heard])
    rough = _likeliest(part.times, times)
    pairs = np.array(mir_eval.util.match_events(part.times + rough, times, NEAR), dtype=np.intp).reshape(
        -1, 2
    )
    late = times[pairs[:, 1]] - part.times[pairs[:, 0]]
    missed = ~np.isin(np.arange(len(part.times)), pairs[:, 0])
    weakness = np.stack([np.ones(len(missed)), 1.0 - part.strengths], axis=1)
    miss, weak_miss = nnls(weakness, missed.astype(float))[0]
    low, middle, high = np.percentile(late, (25, 50, 75))
    known = float(np.median([reading.arrived - reading.t for reading in heard]))
    alarms = (len(times) - len(pairs)) / seconds
    return Ear(float(middle), float((high - low) / 1.349), float(miss), float(weak_miss), alarms, known)


def _likeliest(notes: F64, heard: F64) -> float:
    """The delay at which most onsets follow a note."""
    apart = (heard[:, None] - notes[None, :]).ravel()
    bins = np.arange(EARLIEST, LATEST + STEP, STEP)
    counts = np.convolve(np.histogram(apart, bins)[0], np.ones(5), mode="same")
    return float(bins[counts.argmax()] + STEP / 2)


def measure(timbre: Timbre, seed: int) -> Ear:
    """One timbre on one drawn stage."""
    rng = np.random.default_rng([seed, *timbre.name.encode()])
    part = exercise(rng, timbre)
    dry = render(part, timbre, SECONDS, rng)
    return compare(part, onsets(Stage.draw(rng, 1).buses(dry[None], rng)[0]))


def as_toml(ears: Mapping[str, Sequence[Ear]]) -> str:
    """The file's text: for each kind, the range of each number over its ears."""
    rows = [HEADER]
    for kind, group in ears.items():
        spans = np.percentile(np.array([astuple(ear) for ear in group]), (10, 90), axis=0).round(4).T + 0.0
        rows.append(f"[{kind}]")
        rows += [
            f"{name.name} = [{low:.4f}, {high:.4f}]"
            for name, (low, high) in zip(fields(Ear), spans, strict=True)
        ]
        rows.append("")
    return "\n".join(rows)


def main() -> None:
    """Measure all timbres for training, print the table and write `EARS`."""
    by_kind: dict[str, list[Ear]] = defaultdict(list)
    print(f"{'timbre':24s}{'kind':12s}delay ms  jitter ms  miss  weak_miss  alarms/s  known ms")
    for timbre in track(pool(["train"], soundfont.find() is not None), "ears"):
        ears = [measure(timbre, seed) for seed in range(STAGES)]
        by_kind[timbre.kind] += ears
        delay, jitter, miss, weak, alarms, known = np.median(np.array([astuple(ear) for ear in ears]), axis=0)
        print(
            f"{timbre.name:24s}{timbre.kind:12s}{1e3 * delay:8.1f}  {1e3 * jitter:9.1f}  {miss:4.2f}"
            f"  {weak:9.2f}  {alarms:8.2f}  {1e3 * known:8.1f}"
        )
    EARS.write_text(as_toml(by_kind))


if __name__ == "__main__":
    main()
