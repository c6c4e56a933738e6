"""The buses, listened to for a few seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bridge.config import Config
from bridge.doctor.finding import Finding, unknown
from bridge.doctor.heard import Heard
from bridge.doctor.holes import judge_holes
from bridge.doctor.level import judge_clipping, judge_silence
from bridge.doctor.listen import listen
from bridge.doctor.own_beat import judge_own_beat
from bridge.doctor.twins import judge_twins
from bridge.errors import BridgeError


def check_sound(config: Config, path: Path, seconds: float) -> Iterator[Finding]:
    """What ``seconds`` of the buses of ``config`` tell; ``path`` is its file."""
    try:
        heard = listen(config, seconds)
    except BridgeError as error:
        yield unknown("sound", f"cannot be judged: {error}", "leaderbridge run   (then look again meanwhile)")
        return
    machines = [bus.name for bus in config.buses if bus.machine]
    yield from judge_sound(heard, machines, path, mac=sys.platform == "darwin")


def judge_sound(heard: Heard, machines: list[str], path: Path, mac: bool) -> Iterator[Finding]:
    """All that is to be said of it."""
    yield from judge_silence(heard, mac)
    yield from judge_clipping(heard)
    yield from judge_holes(heard)
    yield from judge_twins(heard)
    yield from judge_own_beat(heard, machines, path)
