"""The paper's recipe: what aubio says of the mix and its stems, at each of their beats.

As the authors' programs do it, but on stream time. They played each stem through a sound card and took the
wall clock at each beat; here the clock is the sample count, so that a table does not depend on the load of
the computer that made it. The BPM is ``60 // interval``, of the one interval since the last beat: whole
numbers, and a missed beat halves it. The programs for pitch and volume were not published; here they are
aubio's default pitch and the mean square, as in aubio's own example.
"""

from __future__ import annotations

import aubio
import numpy as np

from bridge.types import F32, HOP, RATE
from models.leader.paper.table import PARTS, STEP, Table
from models.leader.takes import F64

WINDOW = 1024
SILENCE = -40.0
"""dB below which there is no pitch, as in aubio's example."""
SHORTEST = 0.01
"""Seconds: two beats are never nearer."""


def beats(sound: F32) -> F64:
    """What is told at each of aubio's beats in a mono sound at 44.1 kHz.

    ``(k, 4)``: seconds, to a hundredth, when the beat is known; BPM of the interval before it (of the first:
    since the start); Hz, 0 for none; volume, to a millionth.
    """
    tempo = aubio.tempo("default", WINDOW, HOP, RATE)
    pitch = aubio.pitch("default", WINDOW, HOP, RATE)
    pitch.set_unit("Hz")
    pitch.set_silence(SILENCE)
    rows, last = [], 0.0
    for end in range(HOP, len(sound) + 1, HOP):
        hop, now = np.ascontiguousarray(sound[end - HOP : end], dtype=np.float32), end / RATE
        hertz = float(pitch(hop)[0])
        if tempo(hop)[0] > 0:
            bpm = 60.0 // max(now - last, SHORTEST)
            rows.append((round(now, 2), bpm, hertz, round(float(np.mean(hop**2)), 6)))
            last = now
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def arranged(name: str, told: list[F64]) -> Table:
    """The table of the `beats` of `PARTS`; as long as the last beat of any of them.

    A row holds what the **next** beat of each part will tell, as the authors' program arranges it and their
    published table shows: it knows up to a beat ahead. A part without any beat is 0 throughout.
    """
    if len(told) != len(PARTS):
        raise ValueError(f"{len(told)} parts where {', '.join(PARTS)} were expected")
    count = max((round(part[-1, 0] / STEP) for part in told if len(part)), default=0)
    seconds = np.arange(count) * STEP
    values = np.zeros((count, len(PARTS), 3))
    for place, part in enumerate(told):
        if len(part):
            # Half a step beyond, so that rounding does not decide whether a beat is past.
            coming = np.searchsorted(part[:, 0], seconds + STEP / 2, side="right")
            values[:, place] = part[np.minimum(coming, len(part) - 1), 1:]
    return Table(name, seconds, values)


def extracted(name: str, sounds: F32) -> Table:
    """The table of `PARTS` as sound: mono ``(5, n)`` at 44.1 kHz."""
    return arranged(name, [beats(sound) for sound in sounds])
