"""What a person sees of the running bridge at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bridge.types import State


@dataclass(frozen=True, slots=True)
class Status:
    """A snapshot for the status line; made about ten times a second, never kept.

    ``t`` stream seconds; ``bpm`` the trusted tempo (0 while unknown) and ``confidence`` 0 to 1 in
    it; ``leader`` None when nobody leads, ``leader_confidence`` 0 to 1; ``beat`` ``(bar, beat in bar)``;
    ``levels`` dBFS and ``shares`` of the lead, a bus each; ``samples_lost`` and ``xruns`` since the
    start, ``late`` the clocks that left late; ``outputs`` says in a word or two how each output does.
    ``song`` of the set list is on (empty: none); ``off_rail``: the band plays too far from its tempo.
    ``truth_bpm`` and ``truth_leader`` are known in the demo only.
    """

    t: float
    bpm: float
    confidence: float
    state: State
    leader: str | None
    leader_confidence: float
    beat: tuple[int, int]
    levels: Mapping[str, float]
    shares: Mapping[str, float]
    samples_lost: int = 0
    xruns: int = 0
    late: int = 0
    outputs: Mapping[str, str] = field(default_factory=dict)
    song: str = ""
    off_rail: bool = False
    truth_bpm: float | None = None
    truth_leader: str | None = None
