"""The process of the page, and what outlives it: its pipe and how it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from bridge.app.child import Child
from bridge.app.output import Output
from bridge.config import Config, set_list
from bridge.dashboard import cast
from bridge.dashboard.cast import Cast, Page, Shown
from bridge.dashboard.fold import Fold
from bridge.dashboard.heard import Watched
from bridge.outputs.health import HealthBlock
from bridge.outputs.mailbox import mailbox
from bridge.outputs.process import Wiring, run
from bridge.types import Bus

NAME = "dashboard"
EVERY = 0.2
"""Seconds between two words of the parent to the page."""
HIDDEN = frozenset({"log"})
"""The kinds of output that are no business of a musician's."""


class PageOutput:
    """What the process keeps beyond its own end; goes with `unlink`. For the parent's main thread."""

    def __init__(self, config: Config, buses: tuple[Bus, ...]) -> None:
        self._settings, self._buses, self._songs = config.dashboard, buses, set_list(config)
        self._health = HealthBlock.create()
        self._outbox, self._inbox = mailbox()
        self._due = 0.0

    @property
    def on(self) -> bool:
        """Whether there is a page."""
        return self._settings.mode != "off"

    def fold(self) -> Fold | None:
        """The sink of steps that speaks to the page, None if there is no page."""
        return Fold(self._outbox, [bus.name for bus in self._buses]) if self.on else None

    def children(
        self,
        outputs: tuple[Output, ...],
        healths: Mapping[str, HealthBlock],
        wiring: Callable[[str, HealthBlock], Wiring],
    ) -> Iterator[Child]:
        """The process, if there is to be a page."""
        if self.on:
            shown = tuple(
                Shown(o.name, o.kind, slot, float(o.settings.offset_ms), healths[o.name].name)
                for slot, o in enumerate(outputs)
                if o.kind not in HIDDEN
            )
            page = Page(self._settings, Cast(self._buses, shown, self._songs), self._inbox)
            yield Child(NAME, run, (cast.serve, page, wiring(NAME, self._health)))

    def tell(self, watched: Watched) -> None:
        """Pass on what only the parent knows, a few times a second."""
        if self.on and time.monotonic() >= self._due:
            self._due = time.monotonic() + EVERY
            self._outbox.send(watched)

    def unlink(self) -> None:
        """Leave nothing in memory, and no pipe open."""
        self._health.unlink()
        self._outbox.close()
        self._inbox.close()
