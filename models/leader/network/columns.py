"""The columns that the shipped model sees."""

from __future__ import annotations

from bridge.leader.columns import Columns

COLUMNS = Columns(
    bus=(
        "onset.count",
        "onset.since",
        "onset.rate",
        "onset.active",
        "asynchrony.last",
        "asynchrony.mean",
        "asynchrony.spread",
        "timing.deviation",
        "timing.spread",
        "timing.autocorrelation",
        "lead.steady",
        "lead.quick",
        "lead.faint",
        "phase.steady",
        "phase.quick",
        "phase.faint",
    ),
    pair=(
        "correction.gain_fast",
        "correction.gain_slow",
        "correction.fit_fast",
        "correction.fit_slow",
        "correction.after_fast",
        "correction.after_slow",
        "correction.asynchrony",
        "correction.count",
        "phase.gain_fast",
        "phase.gain_slow",
        "phase.fit_fast",
        "phase.fit_slow",
        "phase.count",
    ),
    world=(
        "period.log2",
        "period.quality",
        "period.change",
        "ensemble.playing",
        "ensemble.rate",
        "ensemble.size",
    ),
)
"""What the shipped model sees: onsets only. Level and aubio's BPM are left out, for the simulator cannot
make them truly, and a model that never saw the level cannot be misled by the gain of a channel."""
