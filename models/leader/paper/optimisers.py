"""Ax and scikit-optimize, each asked for points and told their losses."""

from __future__ import annotations

from collections.abc import Sequence

from models.leader.paper.ask_tell import Bounds, Point
from models.leader.paper.searchers import FIRST, SEED

LOSS = "loss"


class Skopt:
    """scikit-optimize's Gaussian processes, their acquisition functions hedged."""

    def __init__(self, bounds: Bounds) -> None:
        from skopt import Optimizer

        self._names = list(bounds)
        self._optimiser = Optimizer(list(bounds.values()), random_state=SEED, n_initial_points=FIRST)

    def ask(self) -> Point:
        """The next point."""
        return dict(zip(self._names, map(float, self._optimiser.ask()), strict=True))

    def tell(self, told: Sequence[tuple[Point, float]]) -> None:
        """What came of some points."""
        points = [[point[name] for name in self._names] for point, _ in told]
        self._optimiser.tell(points, [loss for _, loss in told])


class Ax:
    """Ax: quasi-random points first, then Gaussian processes by BoTorch."""

    def __init__(self, bounds: Bounds) -> None:
        from ax.api.client import Client
        from ax.api.configs import RangeParameterConfig

        self._client = Client(random_seed=SEED)
        self._client.configure_experiment(
            [
                RangeParameterConfig(name=name, parameter_type="float", bounds=span)
                for name, span in bounds.items()
            ]
        )
        self._client.configure_optimization(objective=f"-{LOSS}")
        self._asked: dict[tuple[tuple[str, float], ...], int] = {}

    def ask(self) -> Point:
        """The next point."""
        [(number, told)] = self._client.get_next_trials(max_trials=1).items()
        point = {name: float(value) for name, value in told.items()}
        self._asked[_key(point)] = number
        return point

    def tell(self, told: Sequence[tuple[Point, float]]) -> None:
        """What came of some points."""
        for point, loss in told:
            number = self._asked.pop(_key(point), None)
            if number is None:
                number = self._client.attach_trial(parameters=dict(point))
            self._client.complete_trial(trial_index=number, raw_data={LOSS: loss})


def _key(point: Point) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(point.items()))
