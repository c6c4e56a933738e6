"""The features of Chakraborty et al., "LeaderSTeM", for any number of buses.

The paper's row is the time and the BPM, pitch and level of four stems, 13 numbers. Here four order
statistics over the buses stand for the four stems: with four buses these are the same numbers, sorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from models.leader.baselines.aubio_ways import own_tempi
from models.leader.baselines.ways import latest, tick_times
from models.leader.takes import F64, Heard, Index

STEMS = 4
"""Order statistics that stand for the paper's four stems."""
BUS_COLUMNS = 3 + 1 + 3 * STEMS
"""A bus's own three numbers, and the paper's 13."""
SILENCE = -120.0
"""dBFS where no level was heard."""
START = 20
"""Ticks at the start that nothing is learnt from."""
REMEMBERED = 48
"""Takes whose columns are kept: those of a training set, from which several ways learn in turn."""


@lru_cache(REMEMBERED)
def own_columns(heard: Heard) -> F64:
    """BPM, pitch in Hz and level in dBFS of each bus at each tick, ``(T, N, 3)``."""
    pitch, level = np.nan_to_num(latest(heard, "pitch")), np.nan_to_num(latest(heard, "level"), nan=SILENCE)
    return np.stack([own_tempi(heard), pitch, level], axis=-1)


def columns(heard: Heard) -> F64:
    """The paper's 13 numbers at each tick, ``(T, 13)``."""
    ranked = np.quantile(own_columns(heard), np.linspace(0.0, 1.0, STEMS), axis=1)
    return np.column_stack([tick_times(heard), np.moveaxis(ranked, 0, 1).reshape(len(heard.bpm), -1)])


def bus_columns(heard: Heard) -> F64:
    """Each bus's own three numbers before the paper's 13, ``(T, N, 16)``."""
    shared = np.repeat(columns(heard)[:, None], len(heard.buses), axis=1)
    return np.concatenate([own_columns(heard), shared], axis=-1)


def tempo_rows(training: Sequence[Heard], every: int) -> tuple[F64, F64]:
    """Rows ``(n, 13)`` and true BPM ``(n,)`` of each ``every``-th tick."""
    rows = np.concatenate([columns(heard)[START::every] for heard in training])
    return rows, np.concatenate([heard.bpm[START::every] for heard in training])


def lead_rows(training: Sequence[Heard], every: int) -> tuple[F64, Index]:
    """Rows ``(n, 16)`` of each bus, and 1 where it leads ``(n,)``, of each ``every``-th tick."""
    rows = [bus_columns(heard)[START::every].reshape(-1, BUS_COLUMNS) for heard in training]
    leads = [_leads(heard)[START::every].ravel() for heard in training]
    return np.concatenate(rows), np.concatenate(leads)


def _leads(heard: Heard) -> Index:
    return np.asarray(heard.leader[:, None] == np.arange(len(heard.buses)), dtype=np.intp)
