"""Hearing: one file an ear. `EARS` is the registry, `Hearing` the whole station."""

from bridge.analysis.ear import Ear, MakeEar
from bridge.analysis.hearing import EARS, MIX, Hearing, ears_named

__all__ = ["EARS", "MIX", "Ear", "Hearing", "MakeEar", "ears_named"]
