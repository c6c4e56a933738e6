"""Hearing: one file an ear. `EARS` and `SLOW_EARS` are the registries, `Hearing` the whole station."""

from bridge.analysis.ear import Ear, MakeEar
from bridge.analysis.hearing import EARS, SLOW_EARS, Hearing, ears_named
from bridge.analysis.slow import Later, slow_hearing

__all__ = ["EARS", "SLOW_EARS", "Ear", "Hearing", "Later", "MakeEar", "ears_named", "slow_hearing"]
