"""The `Status` that people see, from what the analysis says and how the outputs do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bridge.dashboard.heard import Watched
from bridge.outputs.health import Health
from bridge.status import Status

Show = Callable[[Status], None]
Known = Callable[[float], tuple[float, str] | None]
"""The truth at a stream time, ``(bpm, leader)``, where somebody knows it."""


def completed(
    status: Status, healths: Mapping[str, Health], restarts: Mapping[str, int], known: Known
) -> Status:
    """The analysis's ``status`` with what only the parent knows: outputs, restarts, the truth."""
    truth_bpm, truth_leader = known(status.t) or (None, None)
    return replace(
        status,
        xruns=max((h.xruns for h in healths.values()), default=0),  # all hear of the same server's
        late=sum(h.late for h in healths.values()),
        outputs={name: _words(health, restarts.get(name, 0)) for name, health in healths.items()},
        truth_bpm=truth_bpm,
        truth_leader=truth_leader,
    )


def seen(status: Status) -> Watched:
    """What of ``status`` the page does not know from elsewhere."""
    return Watched(status.samples_lost, truth_bpm=status.truth_bpm, truth_leader=status.truth_leader)


def _words(health: Health, restarts: int) -> str:
    words = [f"{health.sent} sent", f"{health.clients} connected"]
    words += [f"{health.offset_ms:+g} ms"] if health.offset_ms else []
    words += [f"{health.late} late, at most {health.max_late_us / 1000:.1f} ms"] if health.late else []
    words += [f"{health.skipped} failed"] if health.skipped else []
    words += [f"{health.periods} periods skipped"] if health.periods else []
    words += [f"{health.xruns} xruns"] if health.xruns else []
    words += ["no real-time priority"] if health.ordinary else []
    words += [f"restarted {restarts} times"] if restarts else []
    return ", ".join(words)
