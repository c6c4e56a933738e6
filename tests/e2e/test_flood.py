"""A flood of datagrams at the OSC port does not disturb the clock, and honest commands are obeyed after it.

To send so much is work for the machine, whoever it goes to. So before, in the same run, the same flood goes
to a port of somebody else: what the clock does then is the measure. `make fuzz` lets each last ten seconds.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass

import numpy as np
import psutil
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from bridge.audio.demo import DemoBand
from tests.e2e.gig import gig
from tests.e2e.stage import CLOCK, HERE, RATE, client, to_jack
from tests.outputs.osc_ear import Ear

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SECONDS = float(os.environ.get("FLOOD_SECONDS", "2"))
PACKETS = 50_000
"""A second."""
DRAINED = 0.5
"""Seconds in which what the system still holds of the flood is heard: while it is full, all more is lost."""
SETTLED = 10.0
"""Seconds of the music until the clock is judged."""
CONFIG = '[clock]\nprior_bpm = 80\n[[midi]]\nkind = "jack"\n[osc]\nport = {port}\ntargets = []\n'
CLOCKS = b"\xf8".hex()


@dataclass(frozen=True)
class Spell:
    """A stretch of the music, in its seconds, and the packets a second that were sent meanwhile."""

    began: float
    ended: float
    rate: float = 0.0


@dataclass(frozen=True)
class Flooded:
    """All clocks and the server's lapses, in seconds of the music; what the OSC process had more after."""

    clocks: np.ndarray
    xruns: np.ndarray
    quiet: Spell
    elsewhere: Spell
    here: Spell
    held: list
    grown: int
    more_files: int

    def unevenness(self, spell: Spell) -> np.ndarray:
        """How far each interval differs from the one before, 0.01 is 1 %, where JACK itself was in time."""
        gaps = np.diff(self.clocks)
        t, ratios = self.clocks[2:], gaps[1:] / gaps[:-1]
        late = t[:, None] - np.append(self.xruns, -np.inf)
        calm = ~np.any((late > -0.2) & (late < 1.5), axis=1)
        return np.abs(ratios - 1)[(t >= spell.began) & (t < spell.ended) & calm]


@pytest.fixture(scope="module")
def flooded(module_jackd, free_port, tmp_path_factory) -> Flooded:
    """The demo band through JACK, and in the middle of its song the flood."""
    folder = tmp_path_factory.mktemp("flood")
    band = DemoBand(SETTLED + 3 * SECONDS + 5, 3)
    np.save(folder / "sound.npy", to_jack(band.read(band.frames), band.rate))
    with gig(folder, band.names, CONFIG.format(port=free_port)) as bridge, Ear(free_port) as honest:
        osc = _has_port(free_port)
        files, memory = osc.num_fds(), osc.memory_info().rss
        listener = client(bridge.stack, "clock_listener.py", CLOCK, str(folder / "xruns"))
        assert listener.stdout.readline().strip() == "listening"
        ports = (f"leaderbridge:{name}" for name in band.names)
        daw = client(bridge.stack, "player.py", str(folder / "sound.npy"), *ports)
        first, begun = int(daw.stdout.readline().split()[1]), time.monotonic()
        time.sleep(SETTLED + SECONDS)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
            deaf.bind(("127.0.0.1", 0))
            elsewhere = _flood(deaf.getsockname()[1], begun)
        here = _flood(free_port, begun)
        time.sleep(DRAINED)
        honest.say("/bridge/subscribe", honest.port)
        honest.say("/bridge/hold", 1)
        held = honest.until("/bridge/state", 10.0, lambda args: args == ["holding"])
        assert daw.stdout.readline().strip() == "done"
        grown, more = osc.memory_info().rss - memory, osc.num_fds() - files
        out, _ = listener.communicate(timeout=10)
    lines = [line.split() for line in out.splitlines()]
    clocks = np.array([_seconds(frame, first) for frame, data in lines if data == CLOCKS])
    xruns = np.array([_seconds(frame, first) for frame in (folder / "xruns").read_text().split()])
    return Flooded(clocks, xruns, Spell(SETTLED, SETTLED + SECONDS), elsewhere, here, held, grown, more)


def _flood(port: int, begun: float) -> Spell:
    """Flood the port from a process of its own; ``begun`` is the host second at which the music began."""
    command = [sys.executable, str(HERE / "flood.py"), str(port), str(PACKETS), str(SECONDS)]
    began, ended, sent = map(float, subprocess.check_output(command, text=True).split())
    return Spell(began - begun, ended - begun, sent / (ended - began))


def _seconds(frame: str, first: int) -> float:
    return ((int(frame) - first + 2**31) % 2**32 - 2**31) / RATE


def _has_port(port: int) -> psutil.Process:
    """The process of this test's that listens on the UDP port."""
    family = psutil.Process().children(recursive=True)
    return next(p for p in family if any(c.laddr.port == port for c in p.net_connections("udp4")))


def test_the_flood_is_one(flooded):
    print(f"\n{flooded.here.rate:.0f} packets a second for {SECONDS:g} s")
    assert flooded.here.rate > 0.9 * PACKETS
    assert flooded.elsewhere.rate > 0.9 * PACKETS


def test_no_clock_is_missing_or_doubled_while_it_lasts(flooded):
    """A server that is late makes one interval longer and the next shorter; what is missing stays missing."""
    of_three = flooded.clocks[3:] - flooded.clocks[:-3]
    usual = np.median(sliding_window_view(np.pad(of_three, 7, mode="edge"), 15), axis=1)
    t = flooded.clocks[3:]
    inside = (t > flooded.here.began) & (t < flooded.here.ended + 1.0)
    assert np.count_nonzero(inside) > 20 * SECONDS
    assert np.all(np.abs(of_three / usual - 1)[inside] < 1 / 6)


def test_the_clock_is_as_even_as_when_it_goes_elsewhere(flooded):
    spells = (flooded.quiet, flooded.elsewhere, flooded.here)
    quiet, elsewhere, here = map(flooded.unevenness, spells)
    for name, part in (("no flood", quiet), ("elsewhere", elsewhere), ("here", here)):
        print(
            f"\n{name}: {len(part)} clocks, median {np.median(part):.5f}, 95 % {np.quantile(part, 0.95):.5f}"
        )
    for quantile, by_chance in ((0.5, 0.005), (0.95, 0.02)):  # half a millisecond, of a few late clocks
        assert np.quantile(here, quantile) < 2 * np.quantile(elsewhere, quantile) + by_chance


def test_an_honest_command_is_obeyed_after_it(flooded):
    assert flooded.held == ["holding"]


def test_nothing_of_it_stays(flooded):
    assert flooded.more_files == 0
    assert flooded.grown < 16 << 20
