"""What the page's process is given: settings, and who and what there is to show."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.clock.setlist import Song
from bridge.dashboard.settings import DashboardSettings
from bridge.outputs.mailbox import Inbox
from bridge.outputs.process import Leaving, Wiring
from bridge.types import Bus


@dataclass(frozen=True, slots=True)
class Shown:
    """An output as the page shows it: name, kind, its place among the offsets on the board, the offset in ms
    that its settings say, and the name of its health block."""

    name: str
    kind: str
    slot: int
    offset_ms: float
    health: str


@dataclass(frozen=True, slots=True)
class Cast:
    """What stays as it is for a whole run."""

    buses: tuple[Bus, ...]
    outputs: tuple[Shown, ...]
    songs: tuple[Song, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the process is given beside its wiring; ``inbox`` is what it hears of the others."""

    settings: DashboardSettings
    cast: Cast
    inbox: Inbox


def serve(page: Page, wiring: Wiring, leaving: Leaving) -> None:
    """Serve the page until asked to leave. Raises BridgeError when its port cannot be had.

    The web server is imported here, in the process that needs it, and in no other.
    """
    from bridge.dashboard.process import serve as serve_page

    serve_page(page, wiring, leaving)
