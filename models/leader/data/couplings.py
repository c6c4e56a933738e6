"""Do a model's shares of the lead agree with the couplings published for the Jazz Trio Database?

Cheston et al. fitted to each track, for each pair of players, how much the one's lateness against
the other moves the other's next onset. A player whom others follow more than he follows them should
have the larger share of the lead.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import permutation_test, rankdata

from bridge.errors import BridgeError
from models.leader.data.trios import PLAYERS
from models.leader.takes import F64

RESAMPLES = 9999


@dataclass(frozen=True, slots=True)
class Agreement:
    """Spearman's ``correlation`` of share and net influence over all players of ``tracks`` tracks.

    ``p_players``: chance of one as high when the shares of each track are dealt anew to its players.
    ``p_tracks``: when they are dealt anew, as a whole, to the tracks; a model that merely gives each
    instrument its usual share passes the first and not this one. Both one-sided.
    """

    tracks: int
    correlation: float
    p_players: float
    p_tracks: float


def influence(folder: Path) -> dict[str, F64]:
    """Net influence ``(3,)`` of piano, bass and drums by track: what they give less what they take.

    ``X_to_Y`` is the influence of X on Y. Tracks without all six couplings are left out.

    Raises `BridgeError` when the table is missing.
    """
    path = folder / "jtd_coupling_tempo.csv"
    if not path.exists():
        raise BridgeError(f"no {path}: it holds the couplings of the Jazz Trio Database")
    with path.open(newline="") as file:
        found = {row["track"]: _net(row) for row in csv.DictReader(file)}
    return {track: net for track, net in found.items() if np.isfinite(net).all()}


def _net(row: dict[str, str]) -> F64:
    gives = np.array(
        [[float(row.get(f"{x}_to_{y}") or (0.0 if x == y else "nan")) for y in PLAYERS] for x in PLAYERS]
    )
    return np.asarray(gives.sum(1) - gives.sum(0))


def agreement(shares: Mapping[str, F64], net: Mapping[str, F64], seed: int = 1) -> Agreement:
    """Compare mean shares ``(3,)`` of piano, bass and drums with `influence`, over the tracks in both.

    Raises `BridgeError` when fewer than three tracks are in both, or all values are equal.
    """
    tracks = sorted(shares.keys() & net.keys())
    if len(tracks) < 3:
        raise BridgeError(f"{len(tracks)} tracks have both shares and couplings: three or more are needed")
    share, given = (_ranks(np.array([source[track] for track in tracks])) for source in (shares, net))

    def correlation(*players: F64) -> float:
        return float((np.column_stack(players) * given).sum())

    def dealt(order: F64) -> float:
        return float((share[order.astype(int)] * given).sum())

    by_player = tuple(share.T)
    by_track = (np.arange(len(tracks), dtype=float),)
    return Agreement(
        len(tracks),
        correlation(*by_player),
        _chance(by_player, correlation, "samples", seed),
        _chance(by_track, dealt, "pairings", seed),
    )


def _chance(data: tuple[F64, ...], statistic: Callable[..., float], kind: str, seed: int) -> float:
    """One-sided p of a permutation test of a ``kind`` of scipy's."""
    test = permutation_test(
        data,
        statistic,
        permutation_type=kind,
        n_resamples=RESAMPLES,
        alternative="greater",
        vectorized=False,
        rng=np.random.default_rng(seed),
    )
    return float(test.pvalue)


def _ranks(values: F64) -> F64:
    """Ranks over all cells, of mean 0 and length 1: the sum of products of two such is Spearman's."""
    ranks = rankdata(values).reshape(values.shape) - (values.size + 1) / 2
    length = float(np.linalg.norm(ranks))
    if length == 0.0:
        raise BridgeError("all shares, or all couplings, are equal: nothing to compare")
    return np.asarray(ranks / length)
