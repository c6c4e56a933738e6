"""The paper's six searchers through Ray Tune, as far as their packages still work with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bridge.errors import BridgeError

INSTALL = "pip install 'leaderbridge[paper]'"
SEED = 0
FIRST = 8
"""Points drawn at random before scikit-optimize begins to reckon."""


@dataclass(frozen=True, slots=True)
class Made:
    """``through`` what a searcher is made; ``searcher`` makes Ray's, given the number of samples, and
    ``scheduler`` what goes with it, given the most iterations of a trial."""

    through: str
    searcher: Callable[[int], Any]
    scheduler: Callable[[int], Any] = lambda iterations: None


def _installed(make: Callable[[int], Any]) -> Callable[[int], Any]:
    """Ray says only when it makes a searcher that its package is missing, and by an `AssertionError`."""

    def made(samples: int) -> Any:
        try:
            return make(samples)
        except (ImportError, AssertionError) as error:
            raise BridgeError(f"a searcher's package is missing ({error}): {INSTALL}") from None

    return made


@_installed
def ax(samples: int) -> Any:
    """Ax, Gaussian processes. Ray's own `AxSearch` breaks with Ax 1: it asks for what is no more there."""
    from models.leader.paper.ask_tell import AskTell
    from models.leader.paper.optimisers import Ax

    return AskTell(Ax)


@_installed
def skopt(samples: int) -> Any:
    """scikit-optimize, Gaussian processes. Ray no longer has a searcher of its own for it."""
    from models.leader.paper.ask_tell import AskTell
    from models.leader.paper.optimisers import Skopt

    return AskTell(Skopt)


@_installed
def hyperopt(samples: int) -> Any:
    """HyperOpt, tree-structured Parzen estimators."""
    from ray.tune.search.hyperopt import HyperOptSearch

    return HyperOptSearch(random_state_seed=SEED)


@_installed
def bayesopt(samples: int) -> Any:
    """BayesianOptimization, a Gaussian process."""
    from ray.tune.search.bayesopt import BayesOptSearch

    return BayesOptSearch(random_state=SEED)


@_installed
def bohb(samples: int) -> Any:
    """BOHB of HpBandSter; it wants a scheduler of its own (`hyperband`)."""
    from ray.tune.search.bohb import TuneBOHB

    return TuneBOHB(seed=SEED)


def hyperband(iterations: int) -> Any:
    """HyperBand as BOHB needs it: it stops bad trials early."""
    from ray.tune.schedulers.hb_bohb import HyperBandForBOHB

    return HyperBandForBOHB(time_attr="training_iteration", max_t=iterations)


@_installed
def zoopt(samples: int) -> Any:
    """ZOOpt, asynchronous sequential randomised coordinate shrinking."""
    from models.leader.paper.zoopt_search import PatientZoopt

    return PatientZoopt(algo="Asracos", budget=samples)


SEARCHERS: Mapping[str, Made] = MappingProxyType(
    {
        "Ax": Made("Ax 1 through Ray's Searcher interface", ax),
        "skopt": Made("scikit-optimize through Ray's Searcher interface", skopt),
        "HyperOpt": Made("Ray's HyperOptSearch", hyperopt),
        "BayesOpt": Made("Ray's BayesOptSearch, bayesian-optimization 1", bayesopt),
        "BOHB": Made("Ray's TuneBOHB with HyperBandForBOHB, hpbandster", bohb, hyperband),
        "ZOOpt": Made("Ray's ZOOptSearch", zoopt),
    }
)
"""By the names of the paper's table 2."""
