"""How far OSC's beat, look-ahead and phase are from the bridge's own, as a program hears them over UDP."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from itertools import product

import numpy as np
import on_jack
from command import OUT
from driven import TEMPI, Truth, alert, driven
from loads import LOADS, Load
from page import markdown

from bridge.app.steady import Ramp
from bridge.outputs.settings import OscSettings
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig

SECONDS = 26.0
COMMAND = "python scripts/bench osc"
HEAD = ["load", "tempo", "address", "messages", "off by, median (ms)", "99 %", "largest"]


def table() -> str:
    """A row for each load, tempo and address."""
    runs = product(LOADS.items(), TEMPI.items())
    rows = [[load, tempo, *cells] for (load, start), (tempo, ramp) in runs for cells in _run(start, ramp)]
    return markdown("OSC", COMMAND, HEAD, rows)


def _run(load: Load, tempo: Ramp) -> list[list[str]]:
    with on_jack.server(), ExitStack() as stack:
        load(stack, OUT / "osc", SECONDS)
        port = _free_port()
        ear = stack.enter_context(Ear(port))
        settings = OscSettings(port=port, targets=(f"127.0.0.1:{ear.port}",))
        rig = stack.enter_context(Rig("osc", settings))
        rig.ready()
        with driven(rig, tempo) as truth, alert():
            ear.listen(SECONDS)
    return [
        _row("/bridge/beat", [(t, 0.0) for t, _ in ear.all("/bridge/beat")], truth),
        _row("/bridge/next", [(t + args[0] / 1000, 0.0) for t, args in ear.all("/bridge/next")], truth),
        _row("/bridge/phase", [(t, args[0]) for t, args in ear.all("/bridge/phase")], truth),
    ]


def _row(address: str, said: list[tuple[float, float]], truth: Truth) -> list[str]:
    """``said``: for each message a host second, and the phase that it says the beat has then."""
    t, phase = np.array(said[2:-10]).T
    beats = (truth.beat_at(t) - phase + 0.5) % 1.0 - 0.5
    errors = np.abs(truth.seconds(beats, t)) * 1e3
    spread = (np.median(errors), np.percentile(errors, 99), np.max(errors))
    return [address, str(len(said)), *(f"{error:.2f}" for error in spread)]


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
