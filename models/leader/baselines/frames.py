"""What the bridge's own features say of a take, tick by tick."""

from __future__ import annotations

from functools import lru_cache

from bridge.leader.columns import Columns
from bridge.leader.features import FrameBuilder
from bridge.types import Frame
from models.leader.baselines.ways import tick_times
from models.leader.takes import Heard

COLUMNS = Columns(
    bus=("lead.steady",), pair=("correction.gain_slow",), world=("period.log2", "period.quality")
)
"""The columns that the ways here look at."""
REMEMBERED = 2
"""Takes whose frames are kept, for several ways ask for them one after the other."""


@lru_cache(REMEMBERED)
def frames(heard: Heard) -> tuple[Frame, ...]:
    """The frame of each tick, with `COLUMNS`, from what had arrived by then."""
    builder, now, found = FrameBuilder(heard.buses, COLUMNS), 0, []
    onsets = [reading for reading in heard.readings if reading.kind == "onset"]
    for t in tick_times(heard):
        while now < len(onsets) and onsets[now].arrived <= t:
            builder.hear(onsets[now])
            now += 1
        found.append(builder.frame(t))
    return tuple(found)
