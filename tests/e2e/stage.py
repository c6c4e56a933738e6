"""A stage: jackd, the bridge, a DAW that plays into it, and three receivers that know nothing of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soxr

from tests import jack

RATE = 48_000
HERE = Path(__file__).parent
CLOCK = "leaderbridge-clock:clock"

PATCH = """#N canvas 0 0 400 300 10;
#X obj 20 20 netreceive -u -b {port};
#X obj 20 50 oscparse;
#X obj 20 80 list trim;
#X obj 20 110 route bridge;
#X obj 20 140 route tempo beat leader state;
#X obj 20 200 print TEMPO;
#X obj 100 200 print BEAT;
#X obj 180 200 print LEADER;
#X obj 260 200 print STATE;
#X connect 0 0 1 0;
#X connect 1 0 2 0;
#X connect 2 0 3 0;
#X connect 3 0 4 0;
#X connect 4 0 5 0;
#X connect 4 1 6 0;
#X connect 4 2 7 0;
#X connect 4 3 8 0;
"""


@dataclass
class Heard:
    """What came of a concert. Times are seconds of the music; ``midi`` is ``(time, message)``.

    At ``xruns`` the server itself was late: what follows says more of the machine than of the bridge.
    """

    midi: list[tuple[float, bytes]] = field(default_factory=list)
    xruns: list[float] = field(default_factory=list)
    mclk: list[float] = field(default_factory=list)
    pd: list[str] = field(default_factory=list)
    status: str = ""
    exit_code: int | None = None

    def times(self, message: bytes) -> np.ndarray:
        return np.array([t for t, data in self.midi if data == message])

    def said(self, what: str) -> list[list[str]]:
        """The words of each line that Pd printed after ``what:``."""
        return [line.split(":", 1)[1].split() for line in self.pd if line.startswith(what)]


def to_jack(sound: np.ndarray, rate: int) -> np.ndarray:
    """``sound`` ``(buses, n)`` at JACK's rate."""
    return np.ascontiguousarray(soxr.resample(sound.T.astype(np.float32), rate, RATE).T)


def concert(folder: Path, names, sound: np.ndarray, port: int, prior_bpm: float) -> Heard:
    """Play ``sound`` ``(buses, n)`` at 48 kHz through the running bridge and collect what came out.

    ``prior_bpm`` is what a musician would say of the song's tempo: it settles half and double time.
    """
    np.save(folder / "sound.npy", sound)
    (folder / "hear.pd").write_text(PATCH.format(port=port + 1))
    config = folder / "bridge.toml"
    buses = "".join(f'[[bus]]\nname = "{name}"\n' for name in names)
    beat = f"[clock]\nprior_bpm = {prior_bpm}\n"
    config.write_text(
        f'{beat}{buses}[[midi]]\nkind = "jack"\n[osc]\nport = {port}\ntargets = ["127.0.0.1:{port + 1}"]\n'
    )
    heard = Heard()
    with ExitStack() as stack:
        logs = {name: stack.enter_context((folder / name).open("w+")) for name in ("run", "mclk", "pd")}
        bridge = spawn(
            stack, bridge_command("run", "--config", str(config)), stdout=subprocess.PIPE, stderr=logs["run"]
        )
        assert bridge.stdout.readline().strip() == "ready", (folder / "run").read_text()
        listener = client(stack, "clock_listener.py", CLOCK, str(folder / "xruns"))
        assert listener.stdout.readline().strip() == "listening"
        reader = [jack.need("jack_mclk_dump", "jack-midi-clock"), "-n", CLOCK]
        spawn(stack, reader, farewell=jack.BY_INTERRUPT, stdout=logs["mclk"])
        spawn(stack, jack.pd_command(folder / "hear.pd"), stdout=logs["pd"], stderr=subprocess.STDOUT)
        daw = client(
            stack, "player.py", str(folder / "sound.npy"), *(f"leaderbridge:{name}" for name in names)
        )
        first = int(daw.stdout.readline().split()[1])
        assert daw.stdout.readline().strip() == "done"
        bridge.send_signal(signal.SIGTERM)
        heard.exit_code = bridge.wait(20)
        time.sleep(0.2)
        out, _ = listener.communicate(timeout=10)
        heard.midi = [
            (_seconds(f, first), bytes.fromhex(h)) for f, h in (line.split() for line in out.splitlines())
        ]
        heard.xruns = [_seconds(f, first) for f in (folder / "xruns").read_text().split()]
        for log in logs.values():
            log.flush()
    heard.mclk = [float(v) for v in re.findall(r"cur:\s*([0-9.]+)", (folder / "mclk").read_text())]
    heard.pd = (folder / "pd").read_text().splitlines()
    heard.status = (folder / "run").read_text()
    return heard


def _seconds(frame: str, first: int) -> float:
    """From the ``first`` frame on; JACK's count of frames begins anew at 2³²."""
    return ((int(frame) - first + 2**31) % 2**32 - 2**31) / RATE


def bridge_command(*words: str) -> list[str]:
    """The console script, as the interpreter of the tests would run it."""
    return [sys.executable, "-c", "from bridge.cli import main; main()", *words]


def client(stack: ExitStack, script: str, *arguments: str) -> subprocess.Popen:
    return spawn(
        stack, [sys.executable, str(HERE / script), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def spawn(
    stack: ExitStack,
    command: list[str],
    env: dict[str, str] | None = None,
    farewell: signal.Signals = signal.SIGTERM,
    **pipes,
) -> subprocess.Popen:
    """A process, with this environment if no other is given, that ends with the stage at the latest."""
    process = subprocess.Popen(
        [*jack.WITH_ITS_PARENT, *command], text=True, env=env or os.environ.copy(), **pipes
    )
    stack.callback(_end, process, farewell)
    return process


def _end(process: subprocess.Popen, farewell: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        jack.stop(process, farewell=farewell)
