"""What the bridge's own features say of a take, tick by tick."""

from __future__ import annotations

from functools import lru_cache

from bridge.leader.columns import Columns
from bridge.types import Frame
from models.leader import replay
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
    onsets = (reading for reading in heard.readings if reading.kind == "onset")
    return tuple(replay.frames(heard.buses, onsets, len(heard.bpm), COLUMNS))
