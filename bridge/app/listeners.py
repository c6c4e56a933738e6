"""Everyone who is told of each step."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.dashboard.fold import Fold
from bridge.outputs.mailbox import Outboxes


@dataclass(frozen=True, slots=True)
class Listeners:
    """Outputs that want every step whole, and the page, which wants a few of them folded."""

    whole: Outboxes
    page: Fold | None = None

    def send(self, value: object) -> None:
        """Tell all of ``value``: a step, or what passes beside steps. Never waits."""
        self.whole.send(value)
        if self.page is not None:
            self.page.send(value)

    def flush(self) -> None:
        """Send what was kept, as far as the pipes take it."""
        self.whole.flush()
