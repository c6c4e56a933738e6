"""All ways beside the model, by the name they bear in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.leader.baselines import aubio_ways, coupling, intervals, simple
from models.leader.baselines.ways import Fit, ready

TEMPO_WAYS: Mapping[str, Fit] = MappingProxyType(
    {
        "predict the mean": simple.mean_tempo,
        "median of the buses' aubio BPM": ready(aubio_ways.median_tempo),
        "nearest to the mix's aubio BPM": ready(aubio_ways.nearest_to_mix),
        "nearest bus (oracle)": ready(aubio_ways.nearest_bus),
        "aubio on the mix": ready(aubio_ways.mix_tempo),
        "inter-onset tracker": ready(intervals.tracker),
    }
)
"""Ways that tell the tempo."""

LEADER_WAYS: Mapping[str, Fit] = MappingProxyType(
    {
        "random switcher": simple.random_switcher,
        "loudest": ready(simple.loudest),
        "drums": ready(simple.drums),
        "whoever never rests": ready(simple.never_rests),
        "best constant bus (oracle)": ready(simple.best_constant),
        "nearest to the mix's aubio BPM": ready(aubio_ways.nearest_to_mix),
        "pairwise gains": ready(coupling.pairwise_gains),
        "hypothesis filter": ready(coupling.hypothesis_filter),
    }
)
"""Ways that name a leader."""
