"""The model with one thing taken from it, to see what that thing is worth.

Columns are blanked at inference: the network was not trained to do without them, so what is lost is an
upper bound of their worth. A network trained without them is judged as another model file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from bridge.errors import BridgeError
from bridge.leader.network import Network, Verdict
from bridge.types import Frame, Reading
from models.leader.judge.ours import Listener, Stage, held, raw, verdicts
from models.leader.takes import Heard

FORGET = 100
"""Ticks after which the state is thrown away: 10 s."""
LATE = 0.04
"""Seconds from a true onset to its reading, about what the ear needs."""


def without_pairs(seen: Iterator[Frame], network: Network) -> Iterator[Verdict]:
    """All columns of pairs are 0; what other parts made of pairs stays."""
    return verdicts((replace(frame, pair=np.zeros_like(frame.pair)) for frame in seen), network)


def without_tempograms(seen: Iterator[Frame], network: Network) -> Iterator[Verdict]:
    """All tempograms are 0; the common period, which is found in them, stays."""
    return verdicts((replace(frame, tempogram=np.zeros_like(frame.tempogram)) for frame in seen), network)


def forgetful(seen: Iterator[Frame], network: Network) -> Iterator[Verdict]:
    """The network's state is reset every 10 s; the features remember what they did."""
    for tick, frame in enumerate(seen):
        if tick % FORGET == 0:
            network.reset()
        yield network.step(frame)


def true_onsets(heard: Heard) -> Heard:
    """The notes as they were played in place of those detected.

    Raises `BridgeError` where no score is known.
    """
    if heard.take is None or not any(len(part.times) for part in heard.take.parts):
        raise BridgeError(
            f"{heard.name}: its notes are not known; ask for true onsets of simulated takes only"
        )
    onsets = [
        Reading(part.bus, "onset", t, t + LATE, strength)
        for part in heard.take.parts
        for t, strength in zip(part.times.tolist(), part.strengths.tolist(), strict=True)
    ]
    others = [reading for reading in heard.readings if reading.kind != "onset"]
    return replace(heard, readings=tuple(sorted([*others, *onsets], key=lambda r: r.arrived)))


STAGES: Mapping[str, Stage] = MappingProxyType(
    {
        "without pair columns": without_pairs,
        "without tempograms": without_tempograms,
        "state reset every 10 s": forgetful,
    }
)


def ablated(model: Path | None) -> dict[str, Listener]:
    """The ablations of a model, by name."""
    return {
        **{name: Listener(model, held, stage) for name, stage in STAGES.items()},
        "true onsets": Listener(model, held, prepare=true_onsets),
        "octave not held": Listener(model, raw),
    }
