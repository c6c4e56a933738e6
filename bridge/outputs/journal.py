"""``run --record``: a process of its own keeps what was heard, decided and asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.journal_files import Journal
from bridge.outputs.journal_lines import About, Entry
from bridge.outputs.keeping import keep
from bridge.outputs.mailbox import Inbox
from bridge.outputs.process import Leaving, Ready, Wiring
from bridge.types import Step

MOST = 60 * 90
"""Entries kept while the disk stalls: a minute of steps."""


@dataclass(frozen=True, slots=True)
class JournalSettings:
    """Where a run is recorded, and what it says of itself."""

    folder: Path
    about: About
    offset_ms: float = 0.0


def serve(settings: JournalSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Record until asked to leave.

    Raises BridgeError when the folder cannot be written.
    """
    meter = Meter(HealthBlock.attach(wiring.health))
    meter.clients = 1  # the recording
    inbox = wiring.steps
    assert inbox is not None
    with closing(Journal(settings.folder, settings.about)) as journal:

        def write(entries: Sequence[Entry]) -> None:
            if entries:
                journal.write(entries)
                meter.sent(0.0, len(entries))
            meter.post()

        write(())
        wiring.news.send(Ready(wiring.name, f"recording into {settings.folder}"))
        keep(lambda: _arrived(inbox), write, meter.skipped, MOST, leaving)


def _arrived(inbox: Inbox) -> list[Entry]:
    first = inbox.receive(0.1)
    return [e for e in (first, *inbox.drain()) if isinstance(e, Step | Listening | Obeyed | Refused)]
