"""From the analysis's reports and the outputs' healths to the `Status` that people see."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bridge.app.news import Report
from bridge.outputs.health import Health
from bridge.status import Status

Show = Callable[[Status], None]
Known = Callable[[float], tuple[float, str] | None]
"""The truth at a stream time, ``(bpm, leader)``, where somebody knows it."""


def status_of(
    report: Report, healths: Mapping[str, Health], restarts: Mapping[str, int], known: Known
) -> Status:
    """What is to be shown now."""
    truth = known(report.t)
    return Status(
        t=report.t,
        bpm=report.bpm,
        confidence=report.confidence,
        state=report.state,
        leader=report.leader,
        leader_confidence=report.leader_confidence,
        beat=report.beat,
        levels=report.levels,
        shares=report.shares,
        samples_lost=report.lost,
        xruns=sum(h.xruns for h in healths.values()),
        late=sum(h.late for h in healths.values()),
        outputs={name: _words(health, restarts.get(name, 0)) for name, health in healths.items()},
        truth_bpm=truth[0] if truth else None,
        truth_leader=truth[1] if truth else None,
    )


def _words(health: Health, restarts: int) -> str:
    words = [f"{health.sent} sent", f"{health.clients} connected"]
    words += [f"{health.skipped} failed"] if health.skipped else []
    words += [f"restarted {restarts} times"] if restarts else []
    return ", ".join(words)
