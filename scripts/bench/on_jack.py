"""What the live figures are measured on: a private JACK server, the bridge, and a DAW that plays into it.

The parts are those of the end-to-end tests; no sound card is needed.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

import numpy as np
from command import PROGRAM

from bridge.audio.demo import DemoBand
from tests import jack
from tests.e2e import stage

RATE = stage.RATE
JACK_CLOCK = '[[midi]]\nkind = "jack"'
NO_MIDI = "midi = []"
LOSSES = re.compile(r"lost (\d+) samples, (\d+) xruns, (\d+) late clocks")


@contextmanager
def server(synchronous: bool = True) -> Iterator[None]:
    """A jackd of its own (48 kHz, periods of 512 frames), which all that is started in the block finds."""
    with (
        jack.jackd(period=512, synchronous=synchronous) as name,
        patch.dict(os.environ, jack.environment(name)),
    ):
        yield


@dataclass(frozen=True)
class Losses:
    """What a bridge counted of what went wrong, from its last status line."""

    samples: int
    xruns: int
    late: int


@dataclass(frozen=True)
class Bridge:
    """A running ``leaderbridge``, ``startup`` seconds from its start to ``ready``."""

    process: subprocess.Popen[str]
    log: Path
    startup: float

    def end(self) -> Losses:
        """Ask it to end, as a person would; gives what it said last."""
        self.process.terminate()
        self.process.wait(20)
        return Losses(*map(int, LOSSES.findall(self.log.read_text(encoding="utf-8"))[-1]))


def bridge(
    stack: ExitStack,
    folder: Path,
    *words: str,
    buses: list[str],
    midi: str = JACK_CLOCK,
    more: str = "",
) -> Bridge:
    """Start ``leaderbridge WORDS`` with these buses and wait until it is ready.

    ``midi`` is what the config says of MIDI, ``more`` of all else. ``folder`` takes its config and its log.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config, log = folder / "bridge.toml", folder / "log"
    port = _free_port()
    lines = [midi, *(f'[[bus]]\nname = "{bus}"' for bus in buses)]
    lines.append(f'[osc]\nport = {port}\ntargets = ["127.0.0.1:{port + 1}"]')
    lines.append(more)
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    began = perf_counter()
    process = stage.spawn(
        stack,
        [str(PROGRAM), *words, "--config", str(config)],
        stdout=subprocess.PIPE,
        stderr=stack.enter_context(log.open("w", encoding="utf-8")),
    )
    if process.stdout.readline().strip() != "ready":
        raise SystemExit(f"leaderbridge {' '.join(words)} did not start: {log.read_text(encoding='utf-8')}")
    return Bridge(process, log, perf_counter() - began)


def band(buses: int, seconds: float) -> tuple[list[str], np.ndarray]:
    """Names and sound, float32 ``(buses, n)`` at 48 kHz, of as many demo bands as ``buses`` needs."""
    bands = {seed: DemoBand(seconds, seed) for seed in range(1, -(-buses // len(DemoBand.names)) + 1)}
    names = [f"{name}_{seed}" for seed in bands for name in DemoBand.names]
    sound = [stage.to_jack(band.read(band.frames), band.rate) for band in bands.values()]
    return names[:buses], np.concatenate(sound)[:buses]


def daw(stack: ExitStack, folder: Path, buses: list[str], sound: np.ndarray) -> subprocess.Popen[str]:
    """Begin to play ``sound`` into the bridge's ``buses``; one line comes at the end."""
    path = folder / "sound.npy"
    np.save(path, sound)
    player = stage.client(stack, "player.py", str(path), *(f"leaderbridge:{bus}" for bus in buses))
    player.stdout.readline()
    path.unlink()
    return player


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
