"""The trusted beat: lock onto the ensemble, follow it, know when to hold.

Joins acquisition (where is the beat?), the tracker (where is it now?) and the buses' offsets.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from bridge.clock.acquire import Acquisition, Onset
from bridge.clock.level import ModelTempo, nearest_level
from bridge.clock.offsets import Offsets
from bridge.clock.settings import ClockSettings
from bridge.clock.tracker import Heard, Tracker
from bridge.types import TICK, Choice, Reading, Timeline


class Ensemble:
    """The ensemble's beat as far as it is known. Pure; fed in order of arrival."""

    STEADY: ClassVar[float] = 1.0
    """Seconds for which the model must repeat itself before it is believed."""
    SURE: ClassVar[float] = 0.65
    """Mean tempo confidence of the last second at which the beat is locked: a wrong metrical level stays."""
    PATIENCE: ClassVar[float] = 6.0
    """Seconds of playing after which even an unsure tempo is taken, rather than none."""
    TOLD: ClassVar[tuple[float, float]] = (0.4, 3.8)
    """`SURE` and `PATIENCE` when somebody has said about what tempo is coming, which settles the level."""
    ON_THE_GRID: ClassVar[float] = 3.0
    """How much less the model's tempo counts when all onsets fall on the grid."""
    RELOCK: ClassVar[float] = 8.0
    """Seconds without a beat to trust after which it is looked for anew: the next song has begun."""
    SILENCE: ClassVar[float] = 2.5
    """Beats without an onset after which the beat is held."""

    def __init__(self, buses: Sequence[str], settings: ClockSettings) -> None:
        self._settings = settings
        self._offsets = Offsets(buses)
        self._acquisition = Acquisition()
        self._shares: Mapping[str, float] = {}
        self._tempo = _SteadyTempo()
        self._coherence = 0.0
        self._model_confidence = 0.0
        self._first_onset = 1e9
        self._last_onset = -1e9
        self._trusted_at = 0.0
        self._prior = settings.prior_bpm
        self._level = 0.0
        self._model_tempo: ModelTempo | None = None
        self.tracker: Tracker | None = None

    @property
    def locked(self) -> bool:
        """Whether there is a beat to follow."""
        return self.tracker is not None

    @property
    def coherence(self) -> float:
        """0 (onsets fall anywhere) to 1 (all on the grid), over the last few beats."""
        return max(0.0, self._coherence)

    @property
    def confidence(self) -> float:
        """0 to 1: how far the trusted tempo may be relied on."""
        return max(self._model_confidence if not self.tracker else 0.0, min(1.0, 1.6 * self.coherence))

    def silent(self, t: float) -> bool:
        """Whether nobody has played for a few beats."""
        return self.tracker is not None and (t - self._last_onset) * self.tracker.nu > self.SILENCE

    def trusted(self, t: float) -> bool:
        """Whether what is heard now supports the beat; if not, it is to be held."""
        if self.tracker is None or self.silent(t):
            return False
        return self.coherence > 0.15 or self._model_confidence >= self._settings.confidence

    @property
    def heard(self) -> bool:
        """Whether any onset has been heard at all."""
        return self._last_onset > -1e8

    def expect(self, bpm: float) -> None:
        """A person says about what tempo is coming: it decides the metrical level at lock."""
        self._prior = bpm

    def renew(self, bpm: float) -> None:
        """Another song begins, at about ``bpm``: the beat is looked for anew, the players' habits stay."""
        if self.tracker is not None:
            self._let_go(self.tracker)
        self.expect(bpm)
        self._level = 0.0

    def timeline(self, t: float) -> Timeline | None:
        """The trusted beat as a timeline at stream time ``t``; None before lock."""
        if self.tracker is None:
            return None
        return Timeline(self.tracker.bpm, self.tracker.beat_at(t), t)

    def hear(self, reading: Reading) -> None:
        """Take in one onset of a bus that may steer."""
        t = reading.t - self._offsets.offset(reading.bus)
        strength = min(1.0, max(0.0, float(reading.value)))  # type: ignore[arg-type]
        weight = (0.2 + 0.8 * strength) * reading.confidence
        self._acquisition.hear(Onset(t, reading.bus, _accent(strength) * reading.confidence))
        self._first_onset = min(self._first_onset, t)
        self._last_onset = max(self._last_onset, t)
        if self.tracker is not None:
            self._follow(self.tracker, reading.bus, t, reading.arrived, weight)

    def choose(self, choice: Choice) -> None:
        """Take in the model's verdict: tempo, confidence, shares of the lead."""
        self._shares = choice.shares
        self._model_confidence = choice.tempo_confidence
        if self.trusted(choice.t):
            self._trusted_at = choice.t
        elif self.tracker is not None and choice.t - self._trusted_at > self.RELOCK:
            self._let_go(self.tracker)
        if choice.bpm <= 0:
            return
        if self.tracker is None:
            self._try_lock(choice)
        elif not self.silent(choice.t):
            self._hear_tempo(self.tracker, choice)
            self._doubt(self.tracker, choice)

    def seat(self, t: float, bpm: float, beat: float) -> None:
        """Put the beat where a person says it is."""
        # Tightness 0.5 is as measured on real bands; each end is a factor of four away.
        settings = self._settings
        restless, between = 16.0 ** (settings.tightness - 0.5), (settings.min_bpm, settings.max_bpm)
        self.tracker = Tracker(t, beat, bpm, restless, between)
        self._level = self._level or bpm
        self._model_tempo = None
        self._trusted_at = t

    def _let_go(self, tracker: Tracker) -> None:
        """Look for the beat anew, at the metrical level that it was first found at.

        Where it was lost, it may have slid to another: in an hour of rubato it does.
        """
        self._prior = self._settings.prior_bpm or self._level or tracker.bpm
        self.tracker = None
        self._acquisition.clear()
        self._tempo = _SteadyTempo()
        self._first_onset = 1e9

    def _try_lock(self, choice: Choice) -> None:
        settings = self._settings
        bpm = nearest_level(choice.bpm, settings.min_bpm, settings.max_bpm, self._prior)
        self._tempo.hear(bpm, choice.tempo_confidence, choice.t)
        phase = self._acquisition.propose(choice.t, bpm, self._shares)
        if phase is None or not self._believed(choice.t):
            return
        if phase.sharpness > 0.2:
            self.seat(choice.t, bpm, phase.frac)
            self._coherence = phase.sharpness

    def _believed(self, t: float) -> bool:
        """Whether the model's tempo may be locked onto: steady and sure, or nothing better came for long."""
        sure, patience = self.TOLD if self._prior else (self.SURE, self.PATIENCE)
        patient = t - self._first_onset > patience
        return self._tempo.since(t) >= self.STEADY and (patient or self._tempo.confidence >= sure)

    def _follow(self, tracker: Tracker, bus: str, t: float, arrived: float, weight: float) -> None:
        tracker.predict(arrived)
        share = 0.35 + 0.65 * min(1.0, len(self._shares) * self._shares.get(bus, 0.0))
        match = tracker.hear(Heard(t, self._offsets.sd(bus), weight * share))
        gained = (match.weight - match.chance) / max(1.0 - match.chance, 1e-6)
        self._coherence += 0.06 * weight * (gained - self._coherence)
        self._offsets.learn(bus, match.error, match.weight * weight)

    def _hear_tempo(self, tracker: Tracker, choice: Choice) -> None:
        tracker.predict(choice.t)
        self._model_tempo = self._model_tempo or ModelTempo(choice.t, tracker.bpm, choice.bpm)
        bpm = self._model_tempo.hear(choice.t, choice.bpm, tracker.bpm)
        if math.isnan(bpm):
            return
        # What the model says ten times a second errs the same way for long: onsets on the grid know better.
        doubt = 1.0 + self.ON_THE_GRID * self.coherence
        sd = doubt * (0.03 + 0.25 * (1.0 - choice.tempo_confidence))
        tracker.hear_tempo(bpm, sd, choice.tempo_confidence)

    def _doubt(self, tracker: Tracker, choice: Choice) -> None:
        """Every half second: might the tempo have changed, might the beat lie elsewhere?"""
        if round(choice.t * 10) % 5:
            return
        sure = choice.tempo_confidence >= self._settings.confidence
        insisted = choice.bpm if sure and 0.7 < choice.bpm / tracker.bpm < 1.4 else None
        tracker.doubt(insisted, choice.t - 4.0, partial(self._elsewhere, choice.t))

    def _elsewhere(self, t: float, bpm: float) -> float | None:
        """Where in the beat the last seconds would have it at ``bpm``, if they are clear about that."""
        phase = self._acquisition.propose(t, bpm, self._shares)
        return phase.frac if phase is not None and phase.sharpness > 0.15 else None

    def change_level(self, factor: float, t: float) -> None:
        """Half or double time from ``t`` on, at once; call it on a beat."""
        self._level *= factor
        if self.tracker is not None:
            self.tracker.change_level(factor, t)
        if self._model_tempo is not None:
            self._model_tempo.change(factor)


def _accent(strength: float) -> float:
    """How much an onset says about where the beat is: its amplitude against the bus's loudest.

    Strengths are on a scale of decibels (1 is the loudest, 0 is 25 dB below); a soft hat between
    two loud kicks would count half as much as they do, and hats are many.
    """
    return float(10.0 ** (-25.0 / 20.0 * (1.0 - strength)))


class _SteadyTempo:
    """For how long a tempo has stayed the same, and how sure of it the model has been in the last second."""

    def __init__(self) -> None:
        self._bpm = 0.0
        self._since = 0.0
        self.confidence = 0.0

    def hear(self, bpm: float, confidence: float, t: float) -> None:
        """Take in one tick of the model."""
        if not self._bpm or abs(bpm / self._bpm - 1.0) > 0.06:
            self._bpm, self._since = bpm, t
        self._bpm += 0.3 * (bpm - self._bpm)
        self.confidence += TICK * (confidence - self.confidence)

    def since(self, t: float) -> float:
        """Seconds for which the tempo has stayed the same."""
        return t - self._since
