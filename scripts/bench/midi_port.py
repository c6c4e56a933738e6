"""How exactly clocks leave through mido and rtmidi, and how long they take through a MIDI loop.

rtmidi speaks JACK here, as it would speak CoreMIDI, ALSA or WinMM: what is measured up to the moment of
sending does not depend on it. The way through the loop does: JACK hands on once a period.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from itertools import product
from unittest.mock import patch

import mido
import numpy as np
import on_jack
from command import OUT
from driven import LEAD_IN, TEMPI, Truth, driven
from loads import LOADS, Load
from page import markdown

from bridge.app.steady import Ramp
from bridge.outputs.settings import MidiSettings
from bridge.types import PPQN
from tests.outputs.rig import Rig

SECONDS = 28.0
BACKEND = "mido.backends.rtmidi/UNIX_JACK"
PORT = "bench clock"
COMMAND = "python scripts/bench midi-port    # jackd's period: 512 frames, 10.7 ms"
HEAD = [
    "load",
    "tempo",
    "clocks sent",
    "lost or doubled",
    "send time off by, median (µs)",
    "99 %",
    "largest",
    "through the loop, median (ms)",
    "99 %",
    "priority",
]
CLOCK, START = b"\xf8", b"\xfa"
Sent = list[tuple[float, bytes]]
"""Host seconds and message of each."""


def table() -> str:
    """A row for each load and tempo."""
    runs = product(LOADS.items(), TEMPI.items())
    rows = [[load, tempo, *_run(start, ramp)] for (load, start), (tempo, ramp) in runs]
    return markdown("MIDI through the system (mido, rtmidi)", COMMAND, HEAD, rows)


def _run(load: Load, tempo: Ramp) -> list[str]:
    backend = mido.Backend(BACKEND)
    heard: list[float] = []
    with on_jack.server(), patch.dict(os.environ, MIDO_BACKEND=BACKEND), ExitStack() as stack:
        load(stack, OUT / "midi-port", SECONDS)
        rig = stack.enter_context(Rig("virtual", MidiSettings(kind="virtual", port=PORT)))
        rig.ready()
        name = next(n for n in backend.get_input_names() if PORT in n)
        loop = backend.open_input(name, callback=lambda message: heard.append(time.monotonic()))
        with driven(rig, tempo) as truth:
            time.sleep(SECONDS)
            rig.leave()
        loop.close()
        ordinary = rig.block.read().ordinary
        sent = rig.sent()
    return [*_sending(sent, truth), *_way(sent, heard), "ordinary" if ordinary else "SCHED_FIFO"]


def _sending(sent: Sent, truth: Truth) -> list[str]:
    """Clocks from Start on: the n-th is due n clocks after its beat."""
    start = next(i for i, (_, data) in enumerate(sent) if data == START)
    times = np.array([t for t, data in sent[start:] if data == CLOCK])
    due = truth.time_at(LEAD_IN + np.arange(len(times)) / PPQN)
    asked = (truth.beat_at(times[-1:])[0] - LEAD_IN) * PPQN + 1
    errors = np.abs(times - due) * 1e6
    spread = (np.median(errors), np.percentile(errors, 99), np.max(errors))
    return [str(len(times)), f"{abs(len(times) - round(asked))}", *(f"{error:.0f}" for error in spread)]


def _way(sent: Sent, heard: list[float]) -> list[str]:
    """From the moment of sending to the callback of the receiver, both in the order of the messages."""
    both = min(len(sent), len(heard))
    took = (np.array(heard[-both:]) - np.array([t for t, _ in sent[-both:]])) * 1e3
    return [f"{np.median(took):.1f}", f"{np.percentile(took, 99):.1f}"]
