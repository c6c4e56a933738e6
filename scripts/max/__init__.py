"""Writes the Max package under patches/max: ``python -m scripts.max``."""
