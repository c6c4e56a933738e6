"""What really happens in a demo piece: the ensemble's beat, its tempo and its leader.

*The ensemble's beat* is the leader's own pulse; around a hand-over the pulses of the old and the
new leader are cross-faded over four beats, two before and two after, so that it never jumps.
*The tempo* is the one the leader means (what its timekeeper is set to), without the noise of its
hands. *The leader* changes at the first beat of a section.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FADE = 4
"""Beats over which the ensemble's beat passes from one leader's pulse to the next one's."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The truth about a piece, in stream seconds.

    ``beats`` float64 ``(B,)``, rising: when the ensemble's beats 0, 1, … fall; beat 0 is a downbeat
    and every bar has four. ``tempi`` float64 ``(B,)``: BPM meant from each beat to the next.
    ``switches``: ``(time, bus)`` of each change of leader, the first at 0.
    """

    beats: NDArray[np.float64]
    tempi: NDArray[np.float64]
    switches: tuple[tuple[float, str], ...]

    def tempo_at(self, t: float) -> float:
        """BPM the leader means at ``t`` seconds (before the first beat: that of the first)."""
        return float(self.tempi[max(0, int(np.searchsorted(self.beats, t, side="right")) - 1)])

    def leader_at(self, t: float) -> str:
        """The bus that leads at ``t`` seconds."""
        return [bus for since, bus in self.switches if since <= max(t, 0.0)][-1]


def shares(leaders: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """Weight of each player's pulse in the ensemble's beat, ``(N, B)``; columns add up to 1.

    ``leaders`` is the leader's index at each beat, ``(B,)``.
    """
    held = np.eye(count)[leaders].T
    padded = np.pad(held, ((0, 0), (FADE // 2, FADE // 2 - 1)), mode="edge")
    sums = np.cumsum(np.pad(padded, ((0, 0), (1, 0))), axis=1)
    return np.asarray((sums[:, FADE:] - sums[:, :-FADE]) / FADE)


def truth_of(
    pulses: NDArray[np.float64],
    leaders: NDArray[np.intp],
    tempo: NDArray[np.float64],
    names: tuple[str, ...],
    seconds: float,
) -> Truth:
    """The truth of a simulated piece, cut at ``seconds``.

    ``pulses`` ``(N, B)`` seconds, ``leaders`` and ``tempo`` ``(B,)`` as `players.simulate` takes them.
    """
    beats = (shares(leaders, len(names)) * pulses).sum(axis=0)
    inside = beats < seconds
    changes = np.flatnonzero(np.diff(leaders)) + 1
    later = ((float(beats[n]), names[leaders[n]]) for n in changes if inside[n])
    return Truth(beats[inside], tempo[inside], ((0.0, names[leaders[0]]), *later))
