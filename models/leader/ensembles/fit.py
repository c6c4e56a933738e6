"""How well simulated ensembles fit real ones: the same statistics of both, side by side."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from bridge.errors import BridgeError
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.regression import gains_of
from models.leader.ensembles.take import draw_take
from models.leader.takes import F64, Take

PLAYERS = ("piano", "bass", "drums")
NEAR = 0.15
"""Of a beat: an onset nearer to it is that player's beat."""
NOISE = 0.009
"""Seconds: how far the trios' automatic onsets lie from those by hand (standard deviation by the
interquartile range; piano 8.6, bass 10.4, drums 8.2 ms). Simulated ones are blurred by as much."""
ENSEMBLES = 100
"""Of each sort; those with too few intervals that all play drop out."""
FEWEST = 40
"""Intervals that a statistic needs."""
TRIO_BPM = (150.0, 240.0)
"""Tempi at which trios are compared, for exactness depends on them; 65 % of the real ones lie there."""
QUARTET = {
    "pairwise asynchrony SD (ms)": "24–28",
    "gain of a pair": "0.17",
    "residual SD (ms)": "15–25",
}
"""Published figures of professional string quartets (Wing et al. 2014 and the project's own facts)."""


def beat_matrix(onsets: Sequence[F64], beats: F64) -> F64:
    """Each player's own time of each beat ``(K, N)`` s; NaN where he has no onset near it."""
    gaps = np.gradient(beats)
    columns = []
    for times in onsets:
        right = np.clip(np.searchsorted(times, beats), 1, len(times) - 1)
        nearest = np.where(beats - times[right - 1] < times[right] - beats, times[right - 1], times[right])
        columns.append(np.where(np.abs(nearest - beats) < NEAR * gaps, nearest, np.nan))
    return np.stack(columns, axis=1)


def _asynchrony(b: F64) -> float:
    pairs = np.triu_indices(b.shape[1], 1)
    return 1000.0 * float(np.nanmean(np.nanstd(b[:, pairs[0]] - b[:, pairs[1]], axis=0)))


def _variation(b: F64) -> float:
    return 100.0 * float(np.nanmean(np.nanstd(np.diff(b, axis=0) / _local(b), axis=0)))


def _middle_beats(b: F64) -> F64:
    """The ensemble's beats ``(K,)`` s: means over those who play, straight across beats that nobody plays."""
    played = np.flatnonzero(~np.isnan(b).all(axis=1))
    return np.asarray(np.interp(np.arange(len(b)), played, np.nanmean(b[played], axis=1)))


def _local(b: F64) -> F64:
    """The ensemble's mean interval over nine beats ``(K − 1, 1)`` s."""
    padded = np.pad(np.diff(_middle_beats(b)), 4, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(9) / 9, mode="valid")[:, None])


def _autocorrelation(b: F64) -> float:
    each = []
    for column in (np.diff(b, axis=0) - _local(b)).T:
        both = ~np.isnan(column[1:]) & ~np.isnan(column[:-1])
        if both.sum() > FEWEST // 2:
            each.append(np.corrcoef(column[1:][both], column[:-1][both])[0, 1])
    return float(np.mean(each)) if each else float("nan")


def _gain(b: F64) -> float:
    gains, _ = gains_of(b, _local(b)[:, 0])
    return float(np.nanmean(gains[~np.eye(len(gains), dtype=bool)]))


def _residual(b: F64) -> float:
    return 1000.0 * float(np.nanmean(gains_of(b, _local(b)[:, 0])[1]))


def _drift(span: int) -> Callable[[F64], float]:
    """Standard deviation in per cent of the change of tempo between neighbouring spans of beats."""

    def drift(b: F64) -> float:
        return 100.0 * float(np.std(np.diff(np.log(np.diff(_middle_beats(b)[::span])))))

    return drift


STATISTICS: dict[str, Callable[[F64], float]] = {
    "pairwise asynchrony SD (ms)": _asynchrony,
    "interval CV (%)": _variation,
    "lag-1 autocorrelation": _autocorrelation,
    "gain of a pair": _gain,
    "residual SD (ms)": _residual,
    "tempo change over 1 beat (%)": _drift(1),
    "tempo change over 4 beats (%)": _drift(4),
    "tempo change over 16 beats (%)": _drift(16),
}


def trios(folder: Path, count: int) -> Iterator[F64]:
    """Beat matrices of real trios found automatically, evenly from those at `TRIO_BPM`.

    Raises `BridgeError` when the set is missing.
    """
    path = folder / "jtd_onsets.npz"
    if not path.exists():
        raise BridgeError(f"no {path}: set LEADERBRIDGE_DATA to where the data sets are")
    by_hand = {found.name.rsplit("_", 1)[0] for found in (folder / "references").rglob("*_mix.txt")}
    with np.load(path) as arrays:
        store = {name: arrays[name] for name in arrays.files}

    def times(what: str, i: int) -> F64:
        return np.asarray(store[f"{what}_ms"][slice(*store[f"{what}_ptr"][i : i + 2])] / 1000.0)

    usable = [
        i
        for i, name in enumerate(store["tracks"])
        if str(name) not in by_hand
        and TRIO_BPM[0] <= 60.0 / np.median(np.diff(times("beat", i))) <= TRIO_BPM[1]
    ]

    for i in usable[:: max(len(usable) // count, 1)]:
        yield beat_matrix([times(player, i) for player in PLAYERS], np.unique(times("beat", i)))


def simulated_trios(count: int) -> Iterator[F64]:
    """Beat matrices of simulated trios at jazz tempi, their notes as inexact as the real ones'."""
    rng = np.random.default_rng(11)
    for take in _takes(3, TRIO_BPM, count):
        middle = np.median(take.beats, axis=1)
        onsets = [np.sort(part.times + rng.normal(0.0, NOISE, len(part.times))) for part in take.parts]
        yield beat_matrix(onsets, middle[middle < take.seconds])


def simulated_quartets(count: int) -> Iterator[F64]:
    """The beats of simulated quartets themselves."""
    return (take.beats for take in _takes(4, (60.0, 160.0), count))


def _takes(players: int, bpm: tuple[float, float], count: int) -> Iterator[Take]:
    """Takes under the real conditions whose tempo lies within ``bpm``."""
    found, seed = 0, 0
    while found < count:
        take = draw_take(np.random.default_rng([7, seed]), CONDITIONS["B"], players=players, seconds=120.0)
        seed += 1
        if bpm[0] <= np.median(take.bpm) <= bpm[1]:
            found += 1
            yield take


def statistics(ensembles: Iterable[F64]) -> dict[str, F64]:
    """Each statistic of each ensemble with enough intervals that all play."""
    enough = [trimmed for b in ensembles if len(trimmed := _trimmed(b))]
    return {name: np.array([measure(b) for b in enough]) for name, measure in STATISTICS.items()}


def _trimmed(b: F64) -> F64:
    """From the first to the last interval that all play; nothing where there are fewer than `FEWEST`."""
    full = np.flatnonzero(~np.isnan(np.diff(b, axis=0)).any(axis=1))
    return b[full[0] : full[-1] + 2] if len(full) >= FEWEST else b[:0]


def fit(data: Path, out: Path, count: int = ENSEMBLES) -> str:
    """Write ``fit.md`` and ``fit.png`` into ``out`` and give the table; ``data`` is the data folder."""
    out.mkdir(parents=True, exist_ok=True)
    folder = data / "jazz_trio_database"
    real, simulated = statistics(trios(folder, count)), statistics(simulated_trios(count))
    table = _table(real, simulated, statistics(simulated_quartets(count)))
    (out / "fit.md").write_text(f"{table}\n\nPublished coupling of the trios: {_couplings(folder)}\n")
    _draw(real, simulated, out / "fit.png")
    return table


def _middle(values: F64) -> str:
    low, mid, high = np.nanpercentile(values, [10, 50, 90])
    return f"{mid:.2f} ({low:.2f}…{high:.2f})"


def _table(real: dict[str, F64], simulated: dict[str, F64], quartets: dict[str, F64]) -> str:
    head = "| median (10…90 %) | real trios | simulated trios | published quartets | simulated quartets |"
    rows = [
        f"| {name} | {_middle(real[name])} | {_middle(simulated[name])} | {QUARTET.get(name, '')} "
        f"| {_middle(quartets[name])} |"
        for name in STATISTICS
    ]
    counts = (len(next(iter(s.values()))) for s in (real, simulated, quartets))
    rows.append("| ensembles | {} | {} | | {} |".format(*counts))
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _couplings(folder: Path) -> str:
    """Quartiles of the six directed couplings that the database publishes."""
    with (folder / "jtd_coupling_tempo.csv").open() as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if "_to_" in name and not name.startswith("n_")]
    values = [float(row[name]) for row in rows for name in names if row[name]]
    return "{:.2f}, {:.2f}, {:.2f}".format(*np.percentile(values, [25, 50, 75]))


def _draw(real: dict[str, F64], simulated: dict[str, F64], path: Path) -> None:
    """A histogram of each statistic, real against simulated."""
    figure, axes = plt.subplots(2, 4, figsize=(14, 6), layout="constrained")
    for axis, name in zip(axes.flat, STATISTICS, strict=True):
        both = np.concatenate([real[name], simulated[name]])
        low, high = np.nanpercentile(both, [1, 99])
        bins = np.linspace(low, high, 25).tolist()
        axis.hist(real[name], bins, alpha=0.6, label="real trios")
        axis.hist(simulated[name], bins, alpha=0.6, label="simulated")
        axis.set_title(name, fontsize=10)
    axes.flat[0].legend()
    figure.savefig(path, dpi=110)
    plt.close(figure)
