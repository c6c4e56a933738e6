"""Ray's searcher for ZOOpt, where one trial runs at a time."""

from __future__ import annotations

from typing import Any

from ray.tune.search.zoopt import ZOOptSearch


class PatientZoopt(ZOOptSearch):
    """`ZOOptSearch` that does not wait for ever.

    After its first points ZOOpt gives none until the last of them is told, and notices that only if it was
    asked in between: one trial at a time, it never is.
    """

    def suggest(self, trial_id: str) -> dict[str, Any] | None:
        """The settings of a new trial; None while others must be told first."""
        found: dict[str, Any] | None = super().suggest(trial_id)
        if found is None and not self._live_trial_mapping:
            self.optimizer.semaphore = 1
            found = super().suggest(trial_id)
        return found
