"""All that the page shows, joined from those who know it: analysis, board, outputs and parent."""

from __future__ import annotations

from typing import Any

from bridge.dashboard.cast import Cast, Shown
from bridge.dashboard.heard import DRAWN, OF_MIX, Heard, Watched
from bridge.dashboard.history import History, Row
from bridge.dashboard.load import Load
from bridge.outputs.board import Board, Posting
from bridge.outputs.health import Health, HealthBlock
from bridge.types import Kind, Timeline, Value

_TEMPO = next(place for place, kind in enumerate(DRAWN) if kind.name == "tempo")


class Stage:
    """The state of the show as values fit for JSON. For one thread; reads shared memory, never waits."""

    def __init__(self, cast: Cast, board: Board) -> None:
        self._cast, self._board = cast, board
        self._places = {bus.name: place for place, bus in enumerate(cast.buses)}
        self._healths = [HealthBlock.attach(output.health) for output in cast.outputs]
        self._load = Load()
        self._heard: Heard | None = None
        self._heard_at = float("-inf")
        self._watched = Watched()
        self.history = History(len(cast.buses))

    def hear(self, value: Heard, now: float) -> None:
        """What the analysis says at host second ``now``."""
        self._heard, self._heard_at = value, now

    def watch(self, value: Watched, now: float) -> None:
        """What the parent says at host second ``now``."""
        self._watched = value
        self._load.measure(value.pids, now)

    def cast(self) -> dict[str, Any]:
        """What stays as it is: buses, kinds of values, outputs, songs."""
        return {
            "buses": [{"name": bus.name, "machine": bus.machine} for bus in self._cast.buses],
            "kinds": [_kind(kind) for kind in DRAWN],
            "mix": [_kind(kind) for kind in OF_MIX],
            "outputs": [{"name": output.name, "kind": output.kind} for output in self._cast.outputs],
            "songs": [{"name": s.name, "tempo": s.tempo, "rail": s.rail} for s in self._cast.songs],
        }

    def now(self, at: float) -> dict[str, Any]:
        """What is so at host second ``at``; every tenth of a second a row of the history is kept of it."""
        posting = self._board.read()
        keep = self.history.due(at)
        if keep:
            self.history.add(self._row(round(at, 4), posting))
        return {
            "at": round(at, 4),
            "keep": keep,
            "silent": at - self._heard_at > 1.0,
            **_beat(posting),
            **self._hearing(),
            **self._health(posting),
        }

    def _row(self, at: float, posting: Posting) -> Row:
        heard = self._heard
        if heard is None:
            return Row(at, round(posting.beat.bpm, 2), -1, (0.0,) * len(self._cast.buses))
        leader = self._places.get(heard.leader or "", -1)
        tempi = tuple(_number(strip[_TEMPO]) for strip in heard.strips)
        return Row(at, round(posting.beat.bpm, 2), leader, tempi)

    def _hearing(self) -> dict[str, Any]:
        heard = self._heard
        if heard is None:
            heard = Heard(0.0, None, 0.0, 1.0, ((None,) * len(DRAWN),) * len(self._cast.buses))
        return {
            "leader": heard.leader,
            "sure": round(heard.leader_confidence, 3),
            "nobody": round(heard.nobody, 3),
            "hold": heard.wishes.hold,
            "lead": heard.wishes.lead or "auto",
            "strips": [[_plain(value) for value in strip] for strip in heard.strips],
            "mix": [_plain(value) for value in heard.mix],
        }

    def _health(self, posting: Posting) -> dict[str, Any]:
        watched, healths = self._watched, [block.read() for block in self._healths]
        return {
            "outputs": [
                _output(shown, health, posting, watched)
                for shown, health in zip(self._cast.outputs, healths, strict=True)
            ],
            "lost": watched.lost,
            "xruns": max((health.xruns for health in healths), default=0),  # all hear of the same server's
            "late": sum(health.late for health in healths),
            "restarts": sum(watched.restarts.values()),
            "cpu": {name: round(percent, 1) for name, percent in self._load.percent.items()},
            "truth_bpm": None if watched.truth_bpm is None else round(watched.truth_bpm, 2),
            "truth_leader": watched.truth_leader,
        }


def _kind(kind: Kind) -> dict[str, Any]:
    return {key: getattr(kind, key) for key in ("name", "unit", "low", "high", "draw", "help")}


def _beat(posting: Posting) -> dict[str, Any]:
    beat, transport = posting.beat, posting.beat.transport
    return {
        "bpm": round(beat.bpm, 2),
        "confidence": round(beat.confidence, 3),
        "state": beat.state.value,
        "line": _line(beat.timeline),
        "ticking": transport.ticking,
        "transport": "playing" if transport.playing else "stopped",
        "meter": transport.meter,
        "downbeat": transport.downbeat,
        "bar0": transport.bar0,
        "song": beat.song,
        "off_rail": beat.off_rail,
    }


def _line(timeline: Timeline | None) -> list[float] | None:
    return None if timeline is None else [timeline.bpm, timeline.beat0, timeline.t0]


def _output(shown: Shown, health: Health, posting: Posting, watched: Watched) -> dict[str, Any]:
    return {
        "name": shown.name,
        "sent": health.sent,
        "late": health.late,
        "max_late_ms": round(health.max_late_us / 1000, 1),
        "skipped": health.skipped,
        "periods": health.periods,
        "clients": health.clients,
        "ordinary": health.ordinary,
        "offset_ms": posting.offset(shown.slot, shown.offset_ms),
        "restarts": watched.restarts.get(shown.name, 0),
    }


def _number(value: Value | None) -> float:
    return round(value, 2) if isinstance(value, float | int) else 0.0


def _plain(value: Value | None) -> Any:
    """As JSON takes it, with no more digits than anybody sees."""
    return round(value, 3) if isinstance(value, float) else value
