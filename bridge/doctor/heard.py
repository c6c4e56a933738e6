"""What the doctor has listened to."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bridge.types import F32

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """What came in at one ``port`` of the bus ``bus``: float32 ``(n,)``, 1 is full scale.

    ``sources`` are the ports that play into it; None where only the system knows (PortAudio).
    """

    bus: str
    port: str
    samples: F32
    sources: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A few seconds of all buses at ``rate`` samples a second, sample *i* of each at the same moment.

    ``clocks``: when the bridge's clock struck meanwhile, 24 a beat, in seconds from the first sample, rising;
    empty when none was heard. ``host0``: the host's second of the first sample. ``misses``: how often the
    doctor itself came too late to hear something, which is silence then.
    """

    rate: int
    sounds: tuple[Sound, ...]
    clocks: F64 = field(default_factory=lambda: np.zeros(0))
    host0: float = 0.0
    misses: int = 0
