"""A synthesised ensemble with a known tempo, beat and leader: no DAW, device or JACK needed."""

from bridge.audio.demo.band import DemoBand
from bridge.audio.demo.truth import Truth

__all__ = ["DemoBand", "Truth"]
