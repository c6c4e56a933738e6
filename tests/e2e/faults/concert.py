"""The demo band through a real jackd into the running bridge, which records; a drum machine listens.

What a fault costs is measured where a musician would notice it: at the drum machine's MIDI port.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import psutil

from bridge.audio.demo import DemoBand
from bridge.outputs.journal_files import entries, newest_run
from bridge.types import Step
from tests import jack
from tests.dashboard.house import free_port
from tests.e2e.faults.drum_machine import DrumMachine
from tests.e2e.rigs import FIRST, STANDBY
from tests.e2e.show import Radio
from tests.e2e.stage import RATE, bridge_command, spawn, to_jack
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear

SEED = 1
HERE = Path(__file__).parent
PERIOD = 1024
"""21 ms: what a musician takes who wants no xruns."""
CLOCKS = 24


class Server:
    """A private jackd as musicians run it, that can be stopped and started again under its name."""

    def __init__(self, name: str, period: int) -> None:
        self.name, self._period = name, period
        self.start()

    def start(self, rate: int = RATE) -> None:
        self.process = jack.start_jackd(self.name, rate, self._period, channels=2, synchronous=False)

    def stop(self) -> None:
        jack.stop(self.process, jack.LEAVING)


@dataclass
class Concert:
    """A concert that is on. Times are host seconds, ``origin`` the JACK frame of the band's first sample."""

    stack: ExitStack
    folder: Path
    server: Server
    bridge: subprocess.Popen
    band: DemoBand
    radio: Radio
    daw: subprocess.Popen
    origin: int
    drums: DrumMachine
    began: float
    log: Path

    @property
    def left(self) -> float:
        """Seconds of music that are still to come."""
        return self.band.frames / self.band.rate - (time.monotonic() - self.began)

    @property
    def names(self) -> tuple[str, ...]:
        return self.band.names

    def family(self) -> dict[str, psutil.Process]:
        """The bridge's processes by name."""
        found = {}
        for process in processes_of(self.log.parent):
            found[process.name().removeprefix("bridge-")] = process
        return found

    def patches(self) -> frozenset[tuple[str, str]]:
        """All connections from and to the bridge, and which clock the drum machine hears."""
        client = self.drums.client
        ours = [p for p in client.get_ports() if p.name.startswith("leaderbridge")]
        links = {(clockless(p.name), clockless(q.name)) for p in ours for q in client.get_all_connections(p)}
        return frozenset(links)

    def state(self) -> str:
        said = self.radio.all("/bridge/state")
        return str(said[-1][1][0]) if said else ""

    def said(self) -> list[str]:
        """What the bridge has said to the person."""
        lines = self.log.read_text().splitlines()
        return [line.removeprefix("leaderbridge: ") for line in lines if line.startswith("leaderbridge: ")]

    def whole(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """Who is there, and what is connected: to be the same again after a fault."""
        return frozenset(self.family()), self.patches()

    def play(self, *, patched: bool = True) -> None:
        """The band's program comes (again), at the place in the music where the band is by now."""
        into = [f"leaderbridge:{name}" if patched else "-" for name in self.names]
        self.daw = daw(self.stack, self.folder, str(self.origin), into)

    def play_anew(self, into: list[str]) -> None:
        """The band begins again, through another server."""
        self.daw = daw(self.stack, self.folder, "now", into)

    def encore(self) -> None:
        """The band begins its piece again, once it is over."""
        if self.left < 1.0:
            jack.stop(self.daw)
            self.play_anew([f"leaderbridge:{name}" for name in self.names])
            self.began = time.monotonic()

    def errors(self) -> tuple[np.ndarray, np.ndarray]:
        """For each clock since Start its frame, and how many beats it lies ahead of the band's own count."""
        frames = np.array([f for f, data in self.drums.heard[self.started :] if data == b"\xf8"], dtype=float)
        t = ((frames - self.origin) % 2**32) / RATE
        truth = np.interp(t, self.band.truth.beats, np.arange(len(self.band.truth.beats)))
        return frames, np.arange(len(frames)) / CLOCKS - truth

    @cached_property
    def started(self) -> int:
        """Where in what the drum machine heard its last Start lies."""
        return max(i for i, data in enumerate(self.drums.messages()) if data == b"\xfa")

    def tempo(self) -> float:
        return self.band.truth.tempo_at(time.monotonic() - self.began)

    def kept(self, folder: Path | None = None) -> list[float]:
        """Stream seconds of all steps in the recording, which must be readable to its end."""
        run = newest_run(folder or self.folder / "kept")
        return [entry.t for entry in entries(run) if isinstance(entry, Step)]

    def log_lines(self) -> list[str]:
        """All that the bridge's terminal shows."""
        return self.log.read_text().splitlines()


def clockless(port: str) -> str:
    """A port's name, whichever of the two clock processes has it."""
    return "the clock" if port in (FIRST, STANDBY) else port


def processes_of(folder: Path) -> Iterator[psutil.Process]:
    """All processes of the bridge that was started on the config in ``folder``."""
    for process in psutil.process_iter(["name", "environ"]):
        name, environ = process.info["name"], process.info["environ"] or {}
        if name.startswith("bridge-") and environ.get("CONCERT") == str(folder):
            yield process


def daw(stack: ExitStack, folder: Path, origin: str, into: list[str]) -> subprocess.Popen:
    command = [sys.executable, str(HERE / "band.py"), str(folder / "sound.npy"), origin, *into]
    return spawn(stack, command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def buses_of(names: tuple[str, ...]) -> str:
    return "".join(f'[[bus]]\nname = "{name}"\n' for name in names)


def settings(port: int, to: int, midi: str) -> str:
    return (
        f'[clock]\nprior_bpm = 90.0\n[[midi]]\nkind = "jack"\n{midi}\n'
        f'[osc]\nport = {port}\ntargets = ["127.0.0.1:{to}"]\n'
    )


@contextmanager
def concert(
    folder: Path,
    seconds: float,
    more: str = "",
    wrap: tuple[str, ...] = (),
    buses: str = "",
    midi: str = "",
    period: int = PERIOD,
) -> Iterator[Concert]:
    """A concert in ``folder`` that has begun, its clock running; ``more`` settings, a command to
    ``wrap`` it in, other ``buses`` that nobody plays on, more of the ``midi`` clock's settings, and
    JACK's ``period`` in frames."""
    folder.mkdir(parents=True, exist_ok=True)
    band = DemoBand(seconds, SEED)
    np.save(folder / "sound.npy", to_jack(DemoBand(seconds, SEED).read(band.frames), band.rate))
    config, log = folder / "gig.toml", folder / "log"
    with ExitStack() as stack:
        server = Server(stack.enter_context(jack.free_name()), period)
        stack.callback(server.stop)
        stack.enter_context(environ(jack.environment(server.name) | {"CONCERT": str(folder)}))
        ear = stack.enter_context(Ear(port := free_port()))
        config.write_text(buses_of(band.names) + buses + settings(port, ear.port, midi) + more)
        radio = Radio(ear)
        stack.callback(radio.off)
        words = ["run", "--config", str(config), "--record", str(folder / "kept")]
        err = stack.enter_context(log.open("w"))
        stack.callback(sweep, folder)
        bridge = spawn(stack, [*wrap, *bridge_command(*words)], stdout=subprocess.PIPE, stderr=err)
        assert bridge.stdout.readline().strip() == "ready", log.read_text()
        drums = DrumMachine(stack)
        into = [f"leaderbridge:{name}" for name in band.names]
        player = daw(stack, folder, "now", into)
        origin = int(player.stdout.readline().split()[1])
        began = time.monotonic()
        on = Concert(stack, folder, server, bridge, band, radio, player, origin, drums, began, log)
        wait_for(lambda: b"\xfa" in drums.messages(), 40)
        yield on


@contextmanager
def environ(values: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def sweep(folder: Path) -> None:
    """End what is left of a bridge whose parent a fault has killed."""
    left = list(processes_of(folder))
    for process in left:
        process.terminate()
    _, alive = psutil.wait_procs(left, 10)
    for process in alive:
        process.kill()
