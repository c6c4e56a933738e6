"""All that is heard in a recording, from Python: as NumPy arrays, or as one pandas DataFrame.

from bridge.offline import dataframe, readings
heard = readings(["drums.wav", "bass.wav"])
heard["onset"]["t"][heard["onset"]["bus"] == "drums"]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bridge.analysis import ears_named
from bridge.audio.stems import Stems
from bridge.config import Config
from bridge.errors import BridgeError
from bridge.leader import Leader
from bridge.offline.ahead import listen_ahead
from bridge.offline.listening import EARS, Task
from bridge.offline.runs import steps
from bridge.session import Session
from bridge.types import Bus, Reading

if TYPE_CHECKING:
    import pandas

ROW = np.dtype([("bus", "U31"), ("t", "f8"), ("arrived", "f8"), ("value", "f8"), ("confidence", "f8")])
"""One reading: its bus, when it began and was known (s), its value in the unit of its kind, 0 to 1."""


def readings(
    stems: Sequence[str | Path], ears: Sequence[str] = EARS, config: Config | None = None, pad: bool = False
) -> Mapping[str, NDArray[np.void]]:
    """What is heard in ``stems`` (files, one a bus, or one folder of them), by kind.

    Each kind in `bridge.types.KINDS` that was heard has a structured array ``(n,)`` of `ROW`, in order
    of arrival. Raises `BridgeError` for stems that cannot be used.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for r in _heard(stems, ears, config or Config(), pad):
        rows.setdefault(r.kind, []).append((r.bus, r.t, r.arrived, r.value, r.confidence))
    return {kind: np.array(found, dtype=ROW) for kind, found in rows.items()}


def dataframe(
    stems: Sequence[str | Path], ears: Sequence[str] = EARS, config: Config | None = None, pad: bool = False
) -> pandas.DataFrame:
    """The same as one table, a row a reading, with a column ``kind`` more; needs pandas.

    Raises `BridgeError` as `readings` does, and when pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise BridgeError("pandas is not installed: pip install pandas, or use readings()") from None
    heard = readings(stems, ears, config, pad)
    parts = [pandas.DataFrame(rows).assign(kind=kind) for kind, rows in heard.items()]
    return pandas.concat(parts).sort_values("arrived", kind="stable", ignore_index=True)


def _heard(stems: Sequence[str | Path], ears: Sequence[str], config: Config, pad: bool) -> Iterator[Reading]:
    opening = partial(Stems.open, tuple(map(Path, stems)), pad)
    source = opening()
    source.close()
    buses = tuple(map(Bus, source.names))
    session = Session(buses, Leader(buses, config.leader), config.clock)
    for step in steps(Task(opening, buses, tuple(ears_named(ears))), session, listen_ahead):
        yield from step.readings
