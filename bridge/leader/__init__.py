"""The leader station: from what was heard to who leads, and at what tempo.

leader = Leader((Bus("drums"), Bus("bass"), Bus("sampler", machine=True)), LeaderSettings())
leader.hear(readings)       # as they come
choice = leader.tick(t)     # each 100 ms of stream time
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

import numpy as np

from bridge.errors import BridgeError, CommandError
from bridge.leader.choice import Chooser
from bridge.leader.contract import Contract
from bridge.leader.fallback import Absent, MedianTempo
from bridge.leader.features import FrameBuilder
from bridge.leader.hold import TempoHold
from bridge.leader.network import Network, Verdict
from bridge.leader.settings import LeaderSettings
from bridge.leader.veto import Vetoes
from bridge.types import F32, Bus, Choice, Frame, Reading

__all__ = ["Absent", "Leader", "LeaderSettings", "Model"]

log = logging.getLogger(__name__)

MOST_BUSES = 16
WITHOUT = "the median of the buses' tempi, nobody leading"
ENOUGH = 4
"""Onsets on one bus before a tempo is spoken of."""


class Model(Protocol):
    """What says who leads: `Network`, or `Absent` without one."""

    contract: Contract
    sha256: str
    fault: str

    def step(self, frame: Frame) -> Verdict:
        """The verdict on one frame, the state carried on."""

    def reset(self) -> None:
        """Forget all that was heard."""


class Leader:
    """Hears readings and gives a `Choice` a tick. Not thread-safe; reads no clock.

    Machine buses are left out: they have no frame, and a share of 0. ``model`` is used instead of the
    one that ``settings`` name. Raises `ModelError` when that cannot be used, `BridgeError` when there are
    fewer than 1 or more than 16 buses that may lead.
    """

    def __init__(
        self, buses: Sequence[Bus], settings: LeaderSettings | None = None, model: Model | None = None
    ) -> None:
        settings = settings or LeaderSettings()
        self._buses = tuple(bus.name for bus in buses)
        self._players = tuple(bus.name for bus in buses if not bus.machine)
        if not 1 <= len(self._players) <= MOST_BUSES:
            raise BridgeError(
                f"{len(self._players)} buses may lead: the leader needs 1 to {MOST_BUSES} "
                "buses without machine = true"
            )
        self._model = model or Network.load(settings.model or None)
        self._builder = FrameBuilder(self._players, self._model.contract.columns)
        self._median = MedianTempo(self._players)
        self._hold = TempoHold(self._model.contract.tempo_bins, settings)
        self._chooser = Chooser(settings)
        self._onsets = dict.fromkeys(self._players, 0)
        self._vetoes = Vetoes(self._players)
        self._forced: str | None = None
        self.allow(())
        self._failed = 0

    @property
    def fault(self) -> str:
        """What is to be said of the model, in one line; empty as long as it works."""
        return f"{self._model.fault}: going on with {WITHOUT}" if self._failed else ""

    @property
    def info(self) -> dict[str, str | int]:
        """What a summary says of the model: name, sha256, date of training, ticks on which it failed."""
        contract = self._model.contract
        return {
            "name": contract.name,
            "sha256": self._model.sha256,
            "trained": contract.trained,
            "aubio": contract.aubio,
            "failed_ticks": self._failed,
        }

    def hear(self, readings: Iterable[Reading]) -> None:
        """Take what the ears heard, in order of arrival."""
        readings = tuple(readings)
        self._vetoes.hear(readings)
        for reading in readings:
            self._builder.hear(reading)
            if reading.kind == "tempo":
                self._median.hear(reading)
            elif reading.kind == "onset" and reading.bus in self._onsets:
                self._onsets[reading.bus] += 1

    def lead(self, bus: str | None) -> None:
        """A person names the leader; None leaves it to the model again.

        Raises `CommandError` when the bus is unknown or a machine's.
        """
        if bus is not None and bus not in self._players:
            raise CommandError(f"{bus!r} cannot lead: say auto or one of {', '.join(self._players)}")
        self._forced = bus

    @property
    def forced(self) -> str | None:
        """The bus that a person named, None while the model decides."""
        return self._forced

    def allow(self, buses: Collection[str]) -> None:
        """Only these buses may lead from now on; all may if none of them is a player's."""
        may = [name in buses for name in self._players]
        self._may = np.array([*(may if any(may) else [True] * len(may)), True])

    def tick(self, t: float) -> Choice:
        """The choice at stream time ``t`` seconds, from what was heard before it; call it each 100 ms."""
        verdict = self._verdict(t)
        bpm, tempo_sure = self._tempo(verdict) if max(self._onsets.values()) >= ENOUGH else (0.0, 0.0)
        shares = dict.fromkeys(self._buses, 0.0)
        shares.update(zip(self._players, self._limited(t, verdict.shares)[:-1].tolist(), strict=True))
        leader = self._chooser.choose(t, {name: shares[name] for name in self._players})
        if self._forced is not None:
            leader = self._forced
            shares = {name: float(name == leader) for name in self._buses}
        nobody = max(1.0 - sum(shares.values()), 0.0)
        sure = shares[leader] if leader else max(shares.values())
        return Choice(t, leader, bpm, tempo_sure, sure, shares, nobody)

    def _tempo(self, verdict: Verdict) -> tuple[float, float]:
        """The held tempo and how sure it is, now and so far; without a model nothing is held."""
        if not len(verdict.tempo):
            return verdict.bpm, verdict.tempo_confidence
        bpm, gathered = self._hold.follow(verdict.tempo)
        return bpm, gathered * verdict.tempo_confidence

    def _limited(self, t: float, shares: F32) -> F32:
        """The shares, nobody's last, given that nobody leads who may not (a conditional probability)."""
        kept = np.where(self._may & [*self._vetoes.free(t), True], shares, np.float32(0.0))
        total = float(kept.sum())
        return np.asarray(kept / total if total > 0.0 else kept)

    def _verdict(self, t: float) -> Verdict:
        verdict = self._model.step(self._builder.frame(t))
        return verdict if verdict.sane else self._without_model()

    def _without_model(self) -> Verdict:
        self._failed += 1
        if self._failed == 1:
            log.error(self.fault)
        self._model.reset()
        nobody = np.append(np.zeros(len(self._players), dtype=np.float32), np.float32(1.0))
        return Verdict(np.zeros(0, dtype=np.float32), self._median.bpm, 0.0, nobody)
