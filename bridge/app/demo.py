"""``demo`` in real time: the demo band through the live processes, and the truth beside it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bridge import offline
from bridge.app.live import Ready, asked_to_end, outputs_of, supervise
from bridge.app.news import Report
from bridge.app.output import Output
from bridge.app.rig import START, Kept, Rig
from bridge.app.view import Known, Show
from bridge.audio.demo import DemoBand, Truth
from bridge.audio.manual import serve_manual
from bridge.config import Config
from bridge.outputs import summary
from bridge.outputs.midi import REAL_TIME
from bridge.outputs.process import Sent
from bridge.outputs.recorder import ClockLog
from bridge.outputs.settings import LogSettings
from bridge.types import HOP, RATE, TICK, Bus

LEAST = 1.0
"""Seconds of the band of which something can be said."""
GRACE = 2.0
"""Seconds after the band's end in which its last sound must have been heard."""


def demo(
    seconds: float,
    seed: int,
    out: Path,
    config: Config,
    keep_audio: bool,
    show: Show,
    ready: Ready = lambda: None,
) -> dict[str, Any]:
    """Let the demo band play for ``seconds`` of real time and follow it; gives the summary.

    Calls ``ready`` once all is there. Ends early, with what there is, on SIGINT or SIGTERM.
    """
    band = DemoBand(seconds, seed)
    buses = tuple(Bus(name) for name in band.names)
    outputs = (*outputs_of(config), Output("log", "log", LogSettings()))
    audio = (serve_manual, (partial(DemoBand, seconds, seed),))
    heard = _Heard()
    began = time.monotonic()
    with asked_to_end() as end, Rig(config, buses, outputs, audio, Kept(tables=out)) as rig:
        ready()
        last = (band.frames - HOP) / RATE - TICK
        for value in supervise(rig, end, show, _knowing(band.truth)):
            heard.take(value)
            if heard.t >= last or time.monotonic() - began > seconds + START + GRACE:
                end.ask()
        late = rig.health()["log"].late
    if heard.t < LEAST and time.monotonic() - began < seconds + START:
        raise KeyboardInterrupt  # so soon that there is nothing to judge
    heard.write(out)
    if keep_audio:
        offline.keep(band, out)
    run = summary.Run(asdict(config), heard.model, min(seconds, heard.t), heard.t)
    return offline.judged(band.truth, out, run, summary.Losses(heard.lost, late))


@dataclass(slots=True)
class _Heard:
    """What the processes told while the band played."""

    t: float = 0.0
    host0: float = 0.0
    lost: int = 0
    model: Mapping[str, str | int] = field(default_factory=dict)
    sent: list[tuple[float, bytes]] = field(default_factory=list)

    def take(self, value: Sent | Report) -> None:
        if isinstance(value, Sent):
            self.sent.extend(value.entries)
        else:
            self.t, self.lost = value.status.t, value.status.samples_lost
            self.host0, self.model = value.host0, value.model

    def write(self, folder: Path) -> None:
        """``clock.csv``, in stream time."""
        kinds = {data: kind for kind, data in REAL_TIME.items()}
        with closing(ClockLog(folder)) as log:
            for host, data in self.sent:
                log.write(host - self.host0, kinds.get(data, "position"))


def _knowing(truth: Truth) -> Known:
    return lambda t: (truth.tempo_at(t), truth.leader_at(t))
