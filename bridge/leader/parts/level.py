"""How loud a bus is."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64

FLOOR = -90.0
"""dBFS that reads as silence."""


class Level:
    """Level of each bus, absolute and against the loudest."""

    axis: ClassVar[Axis] = "bus"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("level.absolute", "0 to 1", "level from −90 to 0 dBFS"),
        Column("level.relative", "20 dB", "level against the loudest bus"),
    )

    def __init__(self, buses: int) -> None:
        pass

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        level = np.minimum(np.fmax(heard.latest["level"][:, 0], FLOOR), 0.0)  # fmax: NaN is silence
        return np.array([1.0 - level / FLOOR, (level - level.max(initial=FLOOR)) / 20.0]).T
