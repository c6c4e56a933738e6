"""Ways to search that need nothing but Ray: who says what is tried next, and who stops what is hopeless."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bridge.errors import BridgeError
from models.search.settings import SearchSettings


@dataclass(frozen=True, slots=True)
class Way:
    """Ray Tune's searcher and scheduler of a search; without a scheduler every trial runs to its end."""

    searcher: Any
    scheduler: Any = None


def random(settings: SearchSettings, first: tuple[Mapping[str, Any], ...] = ()) -> Way:
    """Settings drawn at random, those in ``first`` before all others."""
    from ray.tune.search.basic_variant import BasicVariantGenerator

    drawn = BasicVariantGenerator(
        points_to_evaluate=[dict(each) for each in first] or None,
        max_concurrent=settings.concurrent or 0,
        random_state=settings.seed,
    )
    return Way(drawn)


def halving(settings: SearchSettings, first: tuple[Mapping[str, Any], ...] = ()) -> Way:
    """The same, but only the best third goes on after 1, 3, 9 … iterations.

    After Li et al., "A System for Massively Parallel Hyperparameter Tuning" (ASHA), arXiv:1810.05934.
    """
    from ray.tune.schedulers import ASHAScheduler

    stops = ASHAScheduler(max_t=settings.iterations, grace_period=1, reduction_factor=3)
    return Way(random(settings, first).searcher, stops)


WAYS: Mapping[str, Callable[[SearchSettings, tuple[Mapping[str, Any], ...]], Way]] = MappingProxyType(
    {"random": random, "halving": halving}
)


def named(name: str) -> Callable[[SearchSettings, tuple[Mapping[str, Any], ...]], Way]:
    """One of `WAYS`. Raises `BridgeError` for a name that is none."""
    if name not in WAYS:
        raise BridgeError(f"--searcher {name}: there are {', '.join(WAYS)}")
    return WAYS[name]
