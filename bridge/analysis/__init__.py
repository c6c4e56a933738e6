"""Hearing: one file an ear. `EARS` is the registry, `Hearing` the whole station."""

from bridge.analysis.ear import Ear, MakeEar
from bridge.analysis.hearing import EARS, Hearing

__all__ = ["EARS", "Ear", "Hearing", "MakeEar"]
