"""A parent for one output process: board, health and mailboxes, as the application makes them."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass, field

import pytest

from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock
from bridge.outputs.jack_clock import PORT, Part, Parts
from bridge.outputs.jack_voices import VOICES
from bridge.outputs.mailbox import mailbox
from bridge.outputs.process import Failed, Ready, Sent, Wiring
from bridge.outputs.registry import run
from bridge.outputs.settings import MidiSettings, SyncSettings
from bridge.outputs.standby import Place, Shared
from bridge.patching import Memory
from bridge.types import Beat, State, Timeline, Transport

SPAWN = multiprocessing.get_context("spawn")


def beat(bpm=120.0, t0=None, transport=None, state=State.FOLLOWING, beat0=0.0):
    """What the analysis posts: a steady beat from host time ``t0`` on."""
    t0 = time.monotonic() if t0 is None else t0
    return Beat(t0, state, bpm, 0.9, Timeline(bpm, beat0, t0), transport or Transport(ticking=True))


def playing(at_beat=1.0, serial=1):
    return Transport(ticking=True, playing=True, action="start", serial=serial, at_beat=at_beat)


@dataclass
class Rig:
    """One output in a process of its own; use as a context manager."""

    kind: str
    settings: object
    buses: tuple[str, ...] = ()
    heard: list = field(default_factory=list)

    def __enter__(self) -> Rig:
        self.board, self.block = Board.create(), HealthBlock.create()
        news, self.news = mailbox()
        self.steps, steps = mailbox()
        commands, self.commands = mailbox()
        self.duty, self.patches = Shared(), Memory.create()
        if isinstance(self.settings, (MidiSettings, SyncSettings)) and self.kind in VOICES:
            self.settings = self.parts(Place.FIRST)
        self.wiring = Wiring(
            self.kind, self.board.name, self.block.name, news, 0, steps, commands, self.buses
        )
        self.spawn()
        return self

    def parts(self, place: Place) -> Parts:
        """The one port of the settings, for the JACK clock's process in ``place``."""
        name = PORT if self.kind == "jack" else self.kind
        port = Part(name, self.kind, self.settings, self.kind, 0, self.block.name)
        return Parts((port,), self.duty.name, self.patches.name, place)

    def spawn(self) -> None:
        kind = "jack" if self.kind in VOICES else self.kind
        self.process = SPAWN.Process(target=run, args=(kind, self.settings, self.wiring))
        self.process.start()

    def __exit__(self, *_) -> None:
        self.leave()
        self.board.unlink()
        self.block.unlink()
        self.duty.unlink()
        self.patches.unlink()
        wiring = self.wiring
        for end in (wiring.news, self.news, self.steps, wiring.steps, self.commands, wiring.commands):
            end.close()

    def leave(self) -> int | None:
        """Ask the process to go; its exit code."""
        self.process.terminate()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.listen()
        return self.process.exitcode

    def listen(self) -> None:
        self.heard.extend(self.news.drain())

    def until(self, kind: type, seconds: float = 20.0):
        """The first news of ``kind``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.listen()
            for news in self.heard:
                if isinstance(news, kind):
                    return news
            time.sleep(0.02)
        return pytest.fail(f"no {kind} within {seconds:g} s; heard {self.heard}")

    def ready(self) -> Ready:
        return self.until(Ready)

    def failed(self) -> Failed:
        return self.until(Failed)

    def sent(self) -> list[tuple[float, bytes]]:
        """All MIDI that the output said it sent."""
        self.listen()
        return [entry for news in self.heard if isinstance(news, Sent) for entry in news.entries]
