"""``run --record``: where a run is kept, and what it says of itself there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bridge import __version__
from bridge.app.output import Output
from bridge.config import Config
from bridge.outputs.journal import JournalSettings
from bridge.outputs.journal_files import new_run
from bridge.outputs.journal_lines import About
from bridge.types import Bus

SOUND = "audio"
"""The folder of the buses' sound within a run's."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A run that is recorded into the folder ``run``, the buses' sound too if ``sound``."""

    run: Path
    sound: bool = False

    @classmethod
    def begin(cls, folder: Path, sound: bool) -> Recording:
        """A recording that begins now, in a folder of its own within ``folder``.

        Raises `BridgeError` when it cannot be made.
        """
        return cls(new_run(folder, datetime.now()), sound)

    def output(self, config: Config, buses: tuple[Bus, ...]) -> Output:
        """What writes the journal."""
        began = datetime.now().astimezone().isoformat(timespec="milliseconds")
        about = About(buses, asdict(config), __version__, began)
        return Output("journal", "journal", JournalSettings(self.run, about))

    @property
    def tape(self) -> Path | None:
        """Where the sound goes, None for nowhere."""
        return self.run / SOUND if self.sound else None
