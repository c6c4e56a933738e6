"""Measures the bridge's ears and writes down what they miss: ``python -m models.leader.audio.ears``.

What comes out, `EARS` and `BLEED`, is what the emulated detector of symbolic takes draws from. Only
timbres for training are measured, so that no frozen set is known by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from rich.progress import track

from models.leader.audio import soundfont
from models.leader.audio.measure import Faults, measure, through
from models.leader.audio.timbres import Timbre, pool

ENSEMBLES = Path(__file__).parents[1] / "ensembles"
EARS, BLEED = ENSEMBLES / "ears.toml", ENSEMBLES / "bleed.toml"
EARS_HEADER = """# How the bridge's ears hear the notes of each kind of timbre, measured on rendered sound.
# Each row: 10th and 90th percentile over the timbres of the kind (models/leader/audio/timbres.py).
# delay, jitter: seconds from a note to its onset, median and standard deviation (IQR / 1.349);
# miss, weak_miss: a note of strength s is missed with the chance miss + weak_miss (1 - s), not below 0;
# alarms: onsets a second that are no note; known: seconds from an onset's time to the moment it is told.
# Made by: python -m models.leader.audio.ears
"""
BLEED_HEADER = """# heard: the share of another's notes that become onsets on a bus where they sound `level`
# dB softer than its own player, 1 to 10 ms late, while he plays nothing. In the rendered sets three takes
# of five have open microphones, and there three pairs of five bleed (models/leader/audio/mix.py).
# Made by: python -m models.leader.audio.ears
"""
STAGES = 3
"""Stages on which each timbre is measured."""
LEVELS = (-40.0, -33.0, -26.0, -19.0, -12.0)
"""dB of bleed that are measured."""
PAIRS = 30
"""Pairs of timbres measured at each level."""


def alone(timbres: Sequence[Timbre]) -> dict[str, list[Faults]]:
    """The ears by kind of timbre, each timbre printed on a line as the median over its stages."""
    kinds: dict[str, list[Faults]] = defaultdict(list)
    print(f"{'timbre':24s}{'kind':12s}delay ms  jitter ms  miss  weak_miss  alarms/s  known ms")
    for timbre in track(timbres, "ears"):
        ears = [measure(timbre, seed) for seed in range(STAGES)]
        kinds[timbre.kind] += ears
        delay, jitter, miss, weak, alarms, known = np.median(np.array([astuple(ear) for ear in ears]), axis=0)
        print(
            f"{timbre.name:24s}{timbre.kind:12s}{1e3 * delay:8.1f}  {1e3 * jitter:9.1f}  {miss:4.2f}"
            f"  {weak:9.2f}  {alarms:8.2f}  {1e3 * known:8.1f}"
        )
    return kinds


def bled(timbres: Sequence[Timbre], seed: int = 0) -> list[float]:
    """The mean share of another's notes that are heard at each of `LEVELS`."""
    rng = np.random.default_rng(seed)
    shares = np.empty((PAIRS, len(LEVELS)))
    for pair in track(range(PAIRS), "bleed"):
        hearer, other = rng.choice(len(timbres), 2, replace=False)
        shares[pair] = [through(timbres[hearer], timbres[other], level, pair) for level in LEVELS]
    return [float(share) for share in shares.mean(axis=0).round(3)]


def ears_toml(kinds: Mapping[str, Sequence[Faults]]) -> str:
    """The text of `EARS`."""
    return "\n".join([EARS_HEADER, *_rows(kinds)])


def bleed_toml(shares: Sequence[float]) -> str:
    """The text of `BLEED`."""
    return f"{BLEED_HEADER}\nlevel = {list(LEVELS)}\nheard = {list(shares)}\n"


def _rows(kinds: Mapping[str, Sequence[Faults]]) -> Iterator[str]:
    for kind, ears in kinds.items():
        spans = np.percentile(np.array([astuple(ear) for ear in ears]), (10, 90), axis=0).round(4).T + 0.0
        yield f"[{kind}]"
        for field, (low, high) in zip(fields(Faults), spans, strict=True):
            yield f"{field.name} = [{low:.4f}, {high:.4f}]"
        yield ""


def main() -> None:
    """Measure all timbres for training and write `EARS` and `BLEED`; takes about six minutes."""
    timbres = pool(["train"], soundfont.find() is not None)
    EARS.write_text(ears_toml(alone(timbres)))
    BLEED.write_text(bleed_toml(bled(timbres)))


if __name__ == "__main__":
    main()
