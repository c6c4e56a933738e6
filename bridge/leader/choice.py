"""From shares to a choice: who is named the leader, without flicker."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.leader.settings import LeaderSettings


class Chooser:
    """Names a leader from shares, tick by tick. Pure.

    A bus is named once its share has been clear for ``patience`` seconds; it stays named until
    another is ahead by ``margin``, or its own share is below ``clear`` by ``margin``, for as long.
    """

    def __init__(self, settings: LeaderSettings) -> None:
        self._settings = settings
        self._leader: str | None = None
        self._next: str | None = None
        self._since = 0.0

    def choose(self, t: float, shares: Mapping[str, float]) -> str | None:
        """The leader at ``t`` seconds given each bus's share (0 to 1), or None when no one clearly leads."""
        wanted = self._wanted(shares)
        if wanted == self._leader or wanted != self._next:
            self._since = t
        self._next = wanted
        if wanted != self._leader and t - self._since >= self._settings.patience:
            self._leader = wanted
        return self._leader

    def _wanted(self, shares: Mapping[str, float]) -> str | None:
        best = max(shares, key=shares.__getitem__, default=None)
        if best is None:
            return None
        settings, named = self._settings, shares.get(self._leader, 0.0) if self._leader else 0.0
        if named >= settings.clear - settings.margin and shares[best] < named + settings.margin:
            return self._leader
        return best if shares[best] >= settings.clear else None
