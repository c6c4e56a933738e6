"""Writes the TouchOSC layout under patches/touchosc: ``python -m scripts.touchosc``."""
