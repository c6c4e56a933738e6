"""The clock station's door: readings and choices in, one `Beat` out for each hop.

It joins the trusted beat (`ensemble`), the clock's own gliding timeline (`glide`) and the
transport, and keeps the order of precedence: a person's hand, then hold, then the band.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bridge.clock.ensemble import Ensemble
from bridge.clock.glide import steer
from bridge.clock.level import nearest_level
from bridge.clock.settings import ClockSettings
from bridge.clock.transport import TransportControl
from bridge.types import Beat, Bus, Choice, Reading, State, Timeline, Transport


class Follower:
    """The beat, hop by hop. Pure: no clock, no thread; times are stream seconds.

    Feed it in stream order: `hear` and `choose` with what arrived, then `advance` once a hop.
    Buses marked ``machine`` carry the bridge's own beat and are not listened to.
    """

    def __init__(self, buses: Sequence[Bus], settings: ClockSettings) -> None:
        self.settings = settings
        self._steering = frozenset(b.name for b in buses if not b.machine)
        self.ensemble = Ensemble(sorted(self._steering), settings)
        self.transport = TransportControl(settings.meter)
        self.timeline: Timeline | None = None
        self.manual = False
        self.hold = False
        self.t = 0.0
        self._level_change = 1.0
        self._nudge = 0.0
        self._trusted = 0.0
        if settings.hint_bpm:
            self.hint(settings.hint_bpm)

    def hear(self, readings: Iterable[Reading]) -> None:
        """Take in what was heard; only onsets of buses that may steer matter here."""
        for reading in readings:
            if reading.kind == "onset" and reading.bus in self._steering:
                self.ensemble.hear(reading)

    def choose(self, choice: Choice) -> None:
        """Take in the leader's verdict of one tick."""
        self.ensemble.choose(choice)

    def advance(self, t: float) -> Beat:
        """The beat at stream time ``t``, which is later than at the call before."""
        dt, self.t = t - self.t, t
        state = self._state(t)
        if state is State.FOLLOWING and self.ensemble.tracker is not None:
            self._trusted = self.ensemble.tracker.bpm
        target = self._target(t, state)
        if target is not None:
            self.timeline = self._glide(target, t, dt)
            self._change_level(t, dt)
            self.transport.tick(True)
        if (
            state is State.FOLLOWING
            and not self.transport.now.serial
            and self.settings.auto_start == "on_lock"
        ):
            self.start()
        return Beat(t, state, self.bpm, self.ensemble.confidence, self.timeline, self.transport.now)

    def resume(self, timeline: Timeline, transport: Transport) -> None:
        """Go on where a follower before this one was cut off: same beat, same bars, no new Start."""
        self.timeline = timeline
        self.transport.now = transport
        self._trusted = timeline.bpm

    @property
    def bpm(self) -> float:
        """The trusted tempo in BPM, 0 while unknown."""
        if self.manual and self.timeline is not None:
            return self.timeline.bpm
        return self._trusted

    # What a person may ask; `commands.py` maps protocol names to these.

    def start(self, rewind: bool = False) -> None:
        """Start the receivers at the next bar."""
        self.transport.start(self.beating(), self.t, rewind)

    def go_on(self) -> None:
        """Continue the receivers at the next bar."""
        self.transport.go_on(self.beating(), self.t)

    def set_tempo(self, bpm: float) -> None:
        """This tempo at once and from now on, whatever the band does (manual)."""
        self.manual = True
        self._retempo(bpm)

    def hint(self, bpm: float) -> None:
        """About this tempo is coming: tick at it until the band is heard, and lock near it."""
        self.ensemble.expect(bpm)
        if not self.ensemble.locked:
            self._retempo(bpm)

    def tap(self, t: float, bpm: float | None) -> None:
        """A tap on the beat at ``t``; ``bpm`` from the taps before, None on the first."""
        if bpm is not None:
            self.ensemble.expect(bpm)
            self._retempo(bpm)
            beat = self.beating().beat_at(t)
            self.ensemble.seat(t, bpm, round(beat))
            if not self.transport.now.playing:
                self.timeline = Timeline(bpm, round(beat), t).retempo(bpm, self.t)

    def change_level(self, factor: float) -> None:
        """Double (2) or halve (0.5) the tempo on the next beat, so that the beats stay in step."""
        bpm = self.beating().bpm * factor
        self._level_change = factor if 20.0 <= bpm <= 400.0 else 1.0

    def nudge(self, seconds: float) -> None:
        """The beat ``seconds`` later (+) or earlier (−) from now on, reached by gliding."""
        self._nudge += seconds

    def beating(self) -> Timeline:
        """The clock's timeline, made at the prior tempo if a person starts before any beat."""
        if self.timeline is None:
            self._retempo(self.settings.prior_bpm or 120.0)
        assert self.timeline is not None
        return self.timeline

    def _starts_itself(self) -> bool:
        return not self.transport.now.serial and self.settings.auto_start == "on_lock"

    def _state(self, t: float) -> State:
        if self.manual:
            return State.MANUAL
        if not self.ensemble.locked and not self._trusted:
            return State.LOCKING if self.ensemble.heard else State.WAITING
        return State.HOLDING if self.hold or not self.ensemble.trusted(t) else State.FOLLOWING

    def _target(self, t: float, state: State) -> Timeline | None:
        """Where the clock should glide to: the band's beat; straight on while it is held."""
        band = self.ensemble.timeline(t)
        if state is State.FOLLOWING and band is not None:
            return band.moved(self._nudge)
        if state is State.HOLDING and self.timeline is not None and self._trusted:
            return Timeline(self._trusted, self.timeline.beat_at(t), t)
        return self.timeline

    def _glide(self, target: Timeline, t: float, dt: float) -> Timeline:
        if self.timeline is None or (not self.transport.now.serial and target is not self.timeline):
            return target.retempo(target.bpm, t)
        near = round(self.timeline.beat_at(t) - target.beat_at(t))
        counted = Timeline(target.bpm, target.beat0 + near, target.t0)
        return steer(self.timeline, counted, t, dt, self.settings)

    def _change_level(self, t: float, dt: float) -> None:
        if self._level_change == 1.0 or self.timeline is None:
            return
        if int(self.timeline.beat_at(t)) != int(self.timeline.beat_at(t - dt)):
            self.ensemble.change_level(self._level_change, t)
            self._trusted *= self._level_change
            self._retempo(self.timeline.bpm * self._level_change)
            self._level_change = 1.0

    def _retempo(self, bpm: float) -> None:
        low, high = self.settings.min_bpm / 2, self.settings.max_bpm * 2
        bpm = nearest_level(bpm, low, high, bpm)
        if self.timeline is None:
            self.timeline = Timeline(bpm, 0.0, self.t)
        else:
            self.timeline = self.timeline.retempo(bpm, self.t)
