"""How a child knows that nobody looks after it any more: the end of a pipe that nobody holds.

Who looks after the children holds the one end, and writes nothing; each child has the other. The system
closes an end with its last holder, however that one died, and what is read then is the end of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Lifeline:
    """Both ends. For the parent, and for whoever is to take its place."""

    hold: Connection
    """To be kept by who looks after the others."""
    watch: Connection
    """For each of the others."""

    @classmethod
    def create(cls) -> Lifeline:
        """A new one."""
        watch, hold = Pipe(duplex=False)
        return cls(hold, watch)

    def close(self) -> None:
        """Let go of both ends in this process."""
        self.hold.close()
        self.watch.close()


def cut(watch: Connection, seconds: float = 0.0) -> bool:
    """Whether, within ``seconds``, the last who held the other end let go of it. Sleeps meanwhile."""
    try:
        return watch.poll(seconds)
    except OSError:
        return True
