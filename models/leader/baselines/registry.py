"""All ways beside the model, by the name they bear in the tables; a name in both registries is one way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

from models.leader.baselines import aubio_ways, coupling, granger, intervals, madmom_online, simple
from models.leader.baselines.ways import Fit, Way, ready
from models.leader.takes import Heard


def _learnt(module: str, name: str) -> Fit:
    """A way that learns with a library that is slow to load: loaded when it is asked to."""

    def fit(training: Sequence[Heard]) -> Way:
        way: Way = getattr(import_module(f"models.leader.baselines.{module}"), name)(training)
        return way

    return fit


BOTH: Mapping[str, Fit] = MappingProxyType(
    {
        "nearest to the mix's aubio BPM": ready(aubio_ways.nearest_to_mix),
        "Random Forest": _learnt("regressors", "forest"),
        "SVM": _learnt("regressors", "svm"),
        "LSTM over time": _learnt("lstm", "over_time"),
        "LSTM as coded": _learnt("lstm", "as_coded"),
    }
)
"""Ways that tell both, of the paper and after it."""

TEMPO_WAYS: Mapping[str, Fit] = MappingProxyType(
    {
        "predict the mean": simple.mean_tempo,
        "median of the buses' aubio BPM": ready(aubio_ways.median_tempo),
        "nearest bus (oracle)": ready(aubio_ways.nearest_bus),
        "aubio on the mix": ready(aubio_ways.mix_tempo),
        "inter-onset tracker": ready(intervals.tracker),
        "madmom online on the mix": ready(madmom_online.tracker),
        **BOTH,
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
        "pairwise gains": ready(coupling.pairwise_gains),
        "Granger causality": ready(granger.granger),
        "hypothesis filter": ready(coupling.hypothesis_filter),
        **BOTH,
    }
)
"""Ways that name a leader."""
