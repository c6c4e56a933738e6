"""All processes of a running bridge: who is dead, and in which order they leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bridge.app.child import AudioChild, Child
from bridge.app.voice import Voice


@dataclass(slots=True)
class Family:
    """Those who are ``speaking`` to the outside (they leave first, and say Stop), the audio, all others.

    For the main thread of who looks after them: the parent, or the guard in its place.
    """

    speaking: dict[str, Child] = field(default_factory=dict)
    audio: AudioChild | None = None
    others: dict[str, Child] = field(default_factory=dict)
    voice: Voice = field(default_factory=Voice)

    @property
    def members(self) -> dict[str, Child]:
        """All of them by name."""
        audio: dict[str, Child] = {"audio": self.audio} if self.audio else {}
        return self.speaking | audio | self.others

    def pids(self) -> dict[str, int]:
        """The process of each that runs, or ran last."""
        return {name: child.pid for name, child in self.members.items() if child.pid}

    def revive(self) -> Iterator[str]:
        """Start again what has died, and say so to the person; gives the names of those that were."""
        for name, child in self.members.items():
            if child.revive():
                self.voice.say(f"the {name} process had ended; it is started again")
                yield name

    def adopt(self, pids: Mapping[str, int]) -> None:
        """Look after these processes, which somebody else has started."""
        for name, pid in pids.items():
            self.members[name].adopt(pid)

    def leave(self) -> None:
        """Let all leave, and wait until they have."""
        listening = [self.audio] if self.audio else []
        for group in (list(self.speaking.values()), listening, list(self.others.values())):
            for child in group:
                child.ask_to_leave()
            for child in group:
                child.leave()
