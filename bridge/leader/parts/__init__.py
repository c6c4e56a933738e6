"""The feature parts, one small file each. ``PARTS`` is the registry: a new part is one line in it."""

from __future__ import annotations

from bridge.leader.columns import Part
from bridge.leader.parts.asynchrony import Asynchrony
from bridge.leader.parts.aubio_tempo import AubioTempo
from bridge.leader.parts.correction import Correction, PhaseCorrection
from bridge.leader.parts.hypotheses import Hypotheses, PhaseHypotheses
from bridge.leader.parts.level import Level
from bridge.leader.parts.onsets import OnsetRate
from bridge.leader.parts.self_timing import SelfTiming
from bridge.leader.parts.world import World

PARTS: tuple[type[Part], ...] = (
    OnsetRate,
    Level,
    AubioTempo,
    Asynchrony,
    SelfTiming,
    Hypotheses,
    PhaseHypotheses,
    Correction,
    PhaseCorrection,
    World,
)

__all__ = ["PARTS"]
