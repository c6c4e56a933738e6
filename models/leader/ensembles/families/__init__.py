"""Models of how people keep together, one a file; `FAMILIES` draws each by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from numpy.random import Generator

from models.leader.ensembles.families.adam import Adam
from models.leader.ensembles.families.family import Family
from models.leader.ensembles.families.linear import Linear
from models.leader.ensembles.families.oscillator import Oscillator

FAMILIES: Mapping[str, Callable[[Generator], Family]] = MappingProxyType(
    {"linear": Linear.draw, "adam": Adam.draw, "oscillator": Oscillator.draw}
)

__all__ = ["FAMILIES", "Family"]
