"""What a clip costs, run as the bridge runs it: one thread."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from bridge.analysis.mel import Clip
from bridge.analysis.tags import Tagger
from models.activity.clips import MEL, SAMPLES

WARM, COUNTED = 10, 100


def milliseconds(tagger: Tagger) -> dict[str, float]:
    """Medians over 100 clips: the frames, the network, both."""
    rng = np.random.default_rng(0)
    spent = []
    for _ in range(WARM + COUNTED):
        sound = rng.normal(0.0, 0.1, SAMPLES).astype(np.float32)
        began = perf_counter()
        clip = Clip(0.0, 1.0, MEL.frames(sound), sound)
        framed = perf_counter()
        tagger.say(clip, tagger.blank)
        spent.append((framed - began, perf_counter() - framed))
    frames, network = 1000 * np.median(spent[WARM:], axis=0)
    return {"frames": float(frames), "network": float(network), "both": float(frames + network)}
