"""A bridge that follows a band over JACK, for one receiver at a time to follow it in turn."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.e2e.stage import bridge_command, client, spawn


@dataclass(frozen=True)
class Gig:
    """``stack`` ends with the gig: what a receiver starts goes there; ``begun``: host seconds of plays."""

    stack: ExitStack
    folder: Path
    names: tuple[str, ...]
    begun: list[float] = field(default_factory=list)

    def play(self, sound: np.ndarray, into: str = "leaderbridge:{}") -> int:
        """Play ``sound`` ``(buses, n)`` at 48 kHz to its end; the JACK frame it began at.

        ``into``: the port of each bus, with its name in the braces.
        """
        np.save(self.folder / "sound.npy", sound)
        targets = map(into.format, self.names)
        daw = client(self.stack, "player.py", str(self.folder / "sound.npy"), *targets)
        first = int(daw.stdout.readline().removeprefix("playing"))
        self.begun.append(time.monotonic())
        assert daw.stdout.readline().strip() == "done"
        return first


@contextmanager
def gig(folder: Path, names: tuple[str, ...], config: str) -> Iterator[Gig]:
    """A running bridge with buses called ``names``; ``config`` is the rest of its settings.

    At the end it must leave cleanly.
    """
    path, log = folder / "bridge.toml", folder / "log"
    path.write_text(config + "".join(f'[[bus]]\nname = "{name}"\n' for name in names))
    with ExitStack() as stack:
        err = stack.enter_context(log.open("w"))
        bridge = spawn(
            stack, bridge_command("run", "--config", str(path)), stdout=subprocess.PIPE, stderr=err
        )
        assert bridge.stdout.readline().strip() == "ready", log.read_text()
        yield Gig(stack, folder, names)
        bridge.send_signal(signal.SIGTERM)
        assert bridge.wait(20) == 0, log.read_text()
