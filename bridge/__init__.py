"""leaderbridge: hears which musician leads an ensemble's tempo and lets machines follow."""

__version__ = "0.1.0"
