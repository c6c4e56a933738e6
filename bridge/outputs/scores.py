"""How well a run did against the truth: pure metrics on arrays, in the manner of mir_eval.

Conventions
-----------
Frames are looked at ten times a second; ``reference`` and ``estimate`` have one value a frame.
Tempi are in BPM; an estimate of NaN means *not known yet*. Times are in seconds and rise.

Metrics
-------
tempo
    `tempo_mae`, `accuracy1` (within 4 %), `accuracy2` (also at 2, 3, 1/2, 1/3 of the tempo),
    `settle_time` after a step, `ramp_lag` behind a ramp. The 4 % are the convention of Gouyon et
    al., "An experimental comparison of audio tempo induction algorithms", IEEE TASLP 14(5), 2006.
leader
    `leader_accuracy` and `leader_chance`.
clock
    `tick_errors`: every 24th MIDI clock against the nearest true beat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bridge.types import PPQN

NOBODY = "none"
"""What stands for the leader where nobody leads."""
Floats = NDArray[np.float64]

TOLERANCE = 0.04
"""Relative deviation up to which a tempo is right."""
LEVELS = (1.0, 2.0, 3.0, 1 / 2, 1 / 3)
"""Metrical levels at which a tempo is right for `accuracy2`."""
RUNS_AFTER: Mapping[str, bool] = MappingProxyType({"start": True, "continue": True, "stop": False})
"""Whether a receiver of the clock runs after a message; any other changes nothing."""


def validate_tempi(reference: Floats, estimate: Floats) -> None:
    """Raises `ValueError` unless both are ``(T,)``, T > 0, and look like BPM."""
    if reference.ndim != 1 or reference.shape != estimate.shape or not len(reference):
        raise ValueError(f"tempi of shapes {reference.shape} and {estimate.shape}; needed: one value a frame")
    if not np.all(np.isfinite(reference)) or np.any(reference <= 0):
        raise ValueError("a reference tempo is not a positive number; did you read an empty cell?")
    known = estimate[~np.isnan(estimate)]
    if np.any(known <= 0) or np.any(np.isinf(known)):
        raise ValueError("an estimated tempo is not positive; leave it NaN while it is unknown")
    if np.max(reference) < 10:
        raise ValueError(f"the fastest reference is {np.max(reference):g} BPM; did you give beats a second?")


def tempo_mae(reference: Floats, estimate: Floats) -> float:
    """Mean absolute error in BPM over the frames with an estimate; NaN if there is none.

    ``reference``, ``estimate``: BPM ``(T,)``.
    """
    validate_tempi(reference, estimate)
    known = ~np.isnan(estimate)
    return float(np.mean(np.abs(estimate - reference)[known])) if known.any() else float("nan")


def accuracy1(reference: Floats, estimate: Floats) -> float:
    """Share of all frames, 0 to 1, whose tempo is within 4 %; a frame without an estimate is wrong."""
    return _share_within(reference, estimate, (1.0,))


def accuracy2(reference: Floats, estimate: Floats) -> float:
    """As `accuracy1`, but a tempo at twice, thrice, a half or a third of the reference is right too."""
    return _share_within(reference, estimate, LEVELS)


def _share_within(reference: Floats, estimate: Floats, levels: Sequence[float]) -> float:
    validate_tempi(reference, estimate)
    ratio = estimate / reference
    # NaN compares as False, so an unknown tempo is wrong.
    right = np.any([np.abs(ratio / level - 1) <= TOLERANCE + 1e-12 for level in levels], axis=0)
    return float(np.mean(right))


def settle_time(times: Floats, reference: Floats, estimate: Floats, step: float, stay: float = 2.0) -> float:
    """Seconds from a step of tempo at ``step`` until the estimate is within 4 % and stays so.

    ``times`` ``(T,)`` in seconds; ``stay`` seconds for which it must stay (or to the end).
    NaN if it never does.
    """
    validate_tempi(reference, estimate)
    wrong = ~(np.abs(estimate / reference - 1) <= TOLERANCE)
    for start in np.flatnonzero((times >= step) & ~wrong):
        if not wrong[(times >= times[start]) & (times < times[start] + stay)].any():
            return float(times[start] - step)
    return float("nan")


def ramp_lag(times: Floats, reference: Floats, estimate: Floats, longest: float = 10.0) -> float:
    """By how many seconds the estimate runs behind the reference: the shift that fits best.

    The shift 0 … ``longest`` seconds, in whole frames, with the least mean absolute error between
    the estimate and the earlier reference. ``times`` ``(T,)`` are evenly spaced.
    """
    validate_tempi(reference, estimate)
    if len(times) < 2:
        raise ValueError("a lag needs two frames or more")
    frame = float(times[1] - times[0])
    shifts = range(min(int(longest / frame) + 1, len(times)))
    errors = [_mean_error(reference[: len(reference) - shift], estimate[shift:]) for shift in shifts]
    return float(np.argmin(errors)) * frame


def _mean_error(reference: Floats, estimate: Floats) -> float:
    known = ~np.isnan(estimate)
    return float(np.mean(np.abs(estimate - reference)[known])) if known.any() else float("inf")


def validate_leaders(reference: Sequence[str], estimate: Sequence[str]) -> None:
    """Raises `ValueError` unless both name one bus a frame."""
    if not len(reference) or len(reference) != len(estimate):
        raise ValueError(f"{len(reference)} and {len(estimate)} leaders; needed: one a frame, one at least")


def leader_accuracy(reference: Sequence[str], estimate: Sequence[str]) -> float:
    """Share of all frames, 0 to 1, whose leader is named right; ``none`` is a name like any other."""
    validate_leaders(reference, estimate)
    return float(np.mean(np.asarray(reference) == np.asarray(estimate)))


def leader_named(estimate: Sequence[str]) -> float:
    """Share of all frames, 0 to 1, in which anybody was named."""
    if not len(estimate):
        raise ValueError("no frame, nobody named")
    return float(np.mean(np.asarray(estimate) != NOBODY))


def leader_precision(reference: Sequence[str], estimate: Sequence[str]) -> float:
    """Share of the frames in which somebody was named, 0 to 1, whose leader is right; NaN if none was."""
    validate_leaders(reference, estimate)
    named = np.asarray(estimate) != NOBODY
    return float(np.mean((np.asarray(reference) == np.asarray(estimate))[named])) if named.any() else np.nan


def leader_chance(buses: Sequence[str]) -> float:
    """What naming a bus at random would score, whatever the truth: one over the number of buses."""
    if not buses:
        raise ValueError("no bus, no chance")
    return 1 / len(buses)


def validate_ticks(times: Floats, kinds: Sequence[str], beats: Floats) -> None:
    """Raises `ValueError` unless the messages are in order and there are two beats or more."""
    if len(times) != len(kinds):
        raise ValueError(f"{len(times)} times and {len(kinds)} kinds; each message needs both")
    if len(beats) < 2 or np.any(np.diff(beats) <= 0):
        raise ValueError("the true beats must rise, and be two or more")
    if np.any(np.diff(times) < 0):
        raise ValueError("the messages are not in order of time")
    if np.max(beats) > 1e6:
        raise ValueError(f"the last beat is at {np.max(beats):g} s; did you give milliseconds?")


def beat_ticks(times: Floats, kinds: Sequence[str]) -> Floats:
    """When a receiver of the clock is on a beat: the first clock after Start and every 24th on.

    ``times`` ``(K,)`` in seconds and ``kinds`` of all messages sent; gives ``(B',)``. Stop ends
    the counting, Continue goes on with it; a song position (``position``) puts it on a beat.
    """
    running, count = False, 0
    on_beat = []
    for t, kind in zip(times, kinds, strict=True):
        if kind == "clock":
            if running and count % PPQN == 0:
                on_beat.append(t)
            count += running
        else:
            running = RUNS_AFTER.get(kind, running)
            count = 0 if kind in ("start", "position") else count
    return np.array(on_beat, dtype=np.float64)


def tick_errors(times: Floats, kinds: Sequence[str], beats: Floats) -> Floats:
    """By how many ms each clock that is on a beat comes after the nearest true beat (− before).

    ``times`` ``(K,)`` and ``kinds`` of all MIDI messages sent, ``beats`` ``(B,)`` the true beats,
    all in stream seconds. Ticks further than half a beat outside the true beats are left out.
    """
    validate_ticks(times, kinds, beats)
    ticks = beat_ticks(times, kinds)
    head, tail = (beats[1] - beats[0]) / 2, (beats[-1] - beats[-2]) / 2
    ticks = ticks[(ticks >= beats[0] - head) & (ticks <= beats[-1] + tail)]
    after = np.clip(np.searchsorted(beats, ticks), 1, len(beats) - 1)
    nearer = np.where(ticks - beats[after - 1] <= beats[after] - ticks, after - 1, after)
    return np.asarray((ticks - beats[nearer]) * 1000)


def tick_error_ms(errors: Floats) -> tuple[float, float]:
    """Median and 95th percentile of the distances ``|errors|`` in ms; NaN when there is no tick."""
    if not len(errors):
        return float("nan"), float("nan")
    distances = np.abs(errors)
    return float(np.median(distances)), float(np.percentile(distances, 95))
