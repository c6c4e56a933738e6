"""What goes wrong at a concert: each fault, done to the real thing, and what a musician sees of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import psutil

from tests import jack
from tests.e2e.faults.concert import Concert
from tests.e2e.rigs import FIRST

AWAY = 2.0
"""Seconds for which what is stopped, pulled out or gone stays so."""
BUSY = 30.0
DROPPED = 2.5
"""Clocks in a cycle that JACK itself drops, as it does when one of its clients dies or is late: the bridge
has played them, and no receiver was called."""


@dataclass(frozen=True)
class Fault:
    """``do`` returns when the last of it is over. ``gap``: the longest silence of the clock that is allowed,
    ms beyond its own distance; ``back``: seconds in which all must be as before; ``clocks``: by how many the
    receiver may have miscounted. ``seen`` by a musician. ``drops``: how many cycles JACK may have let go by
    beside, without a call to the receiver, as it does now and then on a machine that others use too."""

    do: Callable[[Concert], None]
    seen: str
    gap: float
    back: float = 10.0
    clocks: float = 1.0
    drops: int = 1


def kill(name: str) -> Callable[[Concert], None]:
    return lambda concert: concert.family()[name].kill()


def stop(name: str) -> Callable[[Concert], None]:
    """SIGSTOP for two seconds, then SIGCONT to what is left of it."""

    def do(concert: Concert) -> None:
        victim = concert.family()[name]
        victim.suspend()
        time.sleep(AWAY)
        if victim.is_running():
            victim.resume()

    return do


def kill_the_parent(concert: Concert) -> None:
    concert.bridge.kill()
    concert.bridge.wait()


def pull(ours: str) -> Callable[[Concert], None]:
    """Every link of one of the bridge's ports, taken out and put in again by hand, as in a patchbay."""

    def do(concert: Concert) -> None:
        client = concert.drums.client
        port = client.get_port_by_name(ours)
        ends = [
            (port, other) if port.is_output else (other, port) for other in client.get_all_connections(port)
        ]
        for source, sink in ends:
            client.disconnect(source, sink)
        time.sleep(0.5)
        for source, sink in ends:
            client.connect(source, sink)

    return do


def lose_the_daw(concert: Concert) -> None:
    """It is killed and comes back, and connects nothing itself."""
    jack.stop(concert.daw)
    time.sleep(AWAY)
    concert.play(patched=False)


def storm(concert: Concert) -> None:
    """A program in the same graph that takes longer than a cycle, again and again."""
    code = (
        "import jack, time\n"
        "client = jack.Client('hog', no_start_server=True)\n"
        "port = client.inports.register('in')\n"
        "client.set_process_callback(lambda frames: time.sleep(2.5 * frames / client.samplerate))\n"
        "with client:\n"
        "    client.connect('daw:track_0', port)\n"
        f"    time.sleep({AWAY})\n"
    )
    subprocess.run([sys.executable, "-c", code], timeout=60, check=False)


def busy(concert: Concert) -> None:
    """Everything that the processors have left, and as much again: a program on each that never rests."""
    spin = [sys.executable, "-c", "while True: pass"]
    hogs = [subprocess.Popen([*jack.WITH_ITS_PARENT, *spin]) for _ in range(os.cpu_count() or 1)]
    time.sleep(BUSY)
    for hog in hogs:
        jack.stop(hog)


def squeeze(concert: Concert) -> None:
    """Most of the free memory is taken, and touched again and again."""
    size = int(psutil.virtual_memory().available * 0.8)
    code = (
        f"import numpy as np, time\nx = np.ones({size}, np.uint8)\nend = time.monotonic() + 10\n"
        "while time.monotonic() < end: x[::4096] += 1\n"
    )
    subprocess.run([sys.executable, "-c", code], timeout=120, check=False)


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "the clock's process killed": Fault(kill("jack"), "nothing", 100, drops=0),
        "the clock's process stopped for 2 s": Fault(stop("jack"), "nothing", 140, drops=0),
        "the standby killed": Fault(kill("standby"), "nothing", 5),
        "the audio process killed": Fault(
            kill("audio"), "the beat goes on by itself for a moment", 30, clocks=DROPPED
        ),
        "the audio process stopped for 2 s": Fault(
            stop("audio"), "JACK itself waits for it: a moment's silence in all programs", 200, clocks=DROPPED
        ),
        "the analysis killed": Fault(kill("analysis"), "the beat goes on by itself for a moment", 5),
        "the analysis stopped for 2 s": Fault(stop("analysis"), "the page stands still for a moment", 5),
        "the OSC process killed": Fault(kill("osc"), "patches get no values for a moment", 5),
        "the recorder killed": Fault(kill("journal"), "nothing", 5),
        "the guard killed": Fault(kill("guard"), "nothing", 5),
        "a storm of xruns, 2 s": Fault(storm, "the DAW crackles", 60, clocks=DROPPED),
        "an input's cable pulled and put back": Fault(pull("leaderbridge:drums"), "one strip is silent", 5),
        "the clock's cable pulled and put back": Fault(
            pull(FIRST), "the drum machine stands still", 700, clocks=48
        ),
        "the DAW killed, back after 2 s": Fault(
            lose_the_daw, "the beat goes on by itself meanwhile", 30, clocks=DROPPED
        ),
        "both processors busy, 30 s": Fault(busy, "nothing", 20, 15),
        "most of the memory taken, 10 s": Fault(squeeze, "nothing", 20, 15, drops=3),
        "the parent killed": Fault(kill_the_parent, "its terminal says that the guard goes on", 5),
    }
)
"""Those after which the concert goes on; the last one ends it."""
