"""The clock station's door: readings and choices in, one `Beat` out for each hop.

It joins the trusted beat (`ensemble`), the clock's own gliding timeline (`glide`), the song's rail
and the transport, and keeps the order of precedence: a person's hand, then hold, then the band.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bridge.clock.count_in import Count
from bridge.clock.ensemble import Ensemble
from bridge.clock.glide import steer
from bridge.clock.level import nearest_level
from bridge.clock.rail import Rail
from bridge.clock.setlist import Song
from bridge.clock.settings import ClockSettings
from bridge.clock.starts import Starts
from bridge.clock.transport import TransportControl
from bridge.types import Beat, Bus, Choice, Reading, State, Timeline


class Follower:
    """The beat, hop by hop. Pure: no clock, no thread; times are stream seconds.

    Feed it in stream order: `hear` and `choose` with what arrived, then `advance` once a hop.
    Buses marked ``machine`` carry the bridge's own beat and are not listened to.
    """

    def __init__(self, buses: Sequence[Bus], settings: ClockSettings) -> None:
        players = [b.name for b in buses if not b.machine]
        self.settings = settings
        self._steering = frozenset(players)
        self.ensemble = Ensemble(sorted(players), settings)
        self.transport = TransportControl(settings.meter)
        self.timeline: Timeline | None = None
        self.manual = False
        self.hold = False
        self.t = 0.0
        self._rail = Rail()
        self._starts = Starts(settings, players)
        self._level_change = 1.0
        self._nudge = 0.0
        self._alone: Timeline | None = None  # where a nudge wants the beat while nobody is followed
        self._trusted = 0.0
        if settings.hint_bpm:
            self.hint(settings.hint_bpm)

    def hear(self, readings: Iterable[Reading]) -> None:
        """Take in what was heard: onsets of buses that may steer, and what tells a count-in."""
        for reading in readings:
            if reading.bus not in self._steering:
                continue
            self._starts.hear(reading)
            if reading.kind == "onset":
                self.ensemble.hear(reading)

    def choose(self, choice: Choice) -> None:
        """Take in the leader's verdict of one tick."""
        self.ensemble.choose(choice)

    def advance(self, t: float) -> Beat:
        """The beat at stream time ``t``, which is later than at the call before."""
        dt, self.t = t - self.t, t
        tracker = self.ensemble.tracker
        self._rail.see(tracker.bpm if tracker is not None else None)
        state = self._state(t)
        if state is State.FOLLOWING and tracker is not None:
            self._trusted = tracker.bpm * self._level_change
        elif state is State.HOLDING and not self._trusted:
            self._trusted = self.beating().bpm
        target = self._target(t, state)
        if target is not None:
            self.timeline = self._glide(target, t, dt)
            self._change_level(t, dt)
            self.transport.tick(True)
        self._start_by_itself(t, state)
        return Beat(
            t,
            state,
            self.bpm,
            self.ensemble.confidence,
            self.timeline,
            self.transport.now,
            self._rail.song.name if self._rail.song else "",
            self._rail.off,
        )

    def resume(self, before: Beat, song: Song | None = None) -> None:
        """Go on where a follower before this one was cut off: same beat, bars, hand and song, no new Start.

        The timeline of ``before`` is in stream time; ``song`` is the one that was on.
        """
        self._rail = Rail(song)
        self.timeline = before.timeline
        self.transport.now = before.transport
        self._trusted = before.bpm
        self.manual = before.state is State.MANUAL
        if song is not None:
            self._starts.take(song, before.transport)

    @property
    def bpm(self) -> float:
        """The trusted tempo in BPM, 0 while unknown."""
        if self.manual and self.timeline is not None:
            return self.timeline.bpm * self._level_change
        return self._trusted

    @property
    def song(self) -> Song | None:
        """The song of the set list that is on."""
        return self._rail.song

    # What a person may ask; `commands.py` maps protocol names to these.

    def start(self, rewind: bool = False) -> None:
        """Start the receivers at the next bar; with ``rewind`` on the band's beat as it is heard now.

        Rewinding stops them first, and what stands may be put where it belongs.
        """
        band = self.ensemble.timeline(self.t)
        if rewind and band is not None and self._state(self.t) is State.FOLLOWING:
            self.timeline = self._counted(band.moved(self._nudge), self.t)
        self.transport.start(self.beating(), self.t, rewind)

    def go_on(self) -> None:
        """Continue the receivers at the next bar."""
        self.transport.go_on(self.beating(), self.t)

    def count_in(self, count: Count) -> None:
        """Begin on the beat that was counted in, at its tempo as far as the song's rail goes."""
        bpm = self.song.on_rail(count.bpm) if self.song else count.bpm
        beat = round(self.timeline.beat_at(count.one)) if self.timeline is not None else 0
        self.timeline = Timeline(bpm, beat, count.one).retempo(bpm, self.t)
        self._trusted, self._alone = bpm, None
        self.ensemble.seat(self.t, count.bpm, self.timeline.beat_at(self.t))
        self.transport.start_at(beat)

    def set_tempo(self, bpm: float) -> None:
        """This tempo at once and from now on, whatever the band does (manual)."""
        self.manual = True
        self._retempo(bpm)

    def hint(self, bpm: float) -> None:
        """About this tempo is coming: tick at it until the band is heard, and lock near it."""
        self.ensemble.expect(bpm)
        if not self.ensemble.locked:
            self._retempo(bpm)

    def play(self, song: Song) -> None:
        """This song from now on: its tempo at once, its meter, its rail; the beat is looked for anew."""
        self._rail = Rail(song)
        self._starts.take(song, self.transport.now)
        self.manual = self.hold = False
        self._trusted, self._level_change = 0.0, 1.0
        self.ensemble.renew(song.tempo)
        self._retempo(song.tempo)
        self.transport.meter(self.timeline, self.t, *(song.meter or self.settings.meter))

    def tap(self, t: float, bpm: float | None) -> None:
        """A tap on the beat at ``t``; ``bpm`` from the taps before, None on the first."""
        if bpm is not None:
            self.ensemble.expect(bpm)
            self._retempo(bpm)
            self._trusted = bpm
            beat = self.beating().beat_at(t)
            self.ensemble.seat(t, bpm, round(beat))
            if not self.transport.now.playing:
                self.timeline = Timeline(bpm, round(beat), t).retempo(bpm, self.t)

    def change_level(self, factor: float) -> None:
        """Double (2) or halve (0.5) the tempo: told at once, ticked from the very next beat on.

        Receivers count clocks: anywhere but on a beat they would be out of step by a part of one.
        """
        self._level_change *= factor
        self._trusted *= factor

    def nudge(self, seconds: float) -> None:
        """The beat ``seconds`` later (+) or earlier (−) from now on, reached by gliding."""
        self._nudge += seconds
        if self.timeline is not None:
            self._alone = (self._alone or self.timeline).moved(seconds)

    def beating(self) -> Timeline:
        """The clock's timeline, made at the prior tempo if a person starts before any beat."""
        if self.timeline is None:
            self._retempo(self.settings.prior_bpm or 120.0)
        assert self.timeline is not None
        return self.timeline

    def _start_by_itself(self, t: float, state: State) -> None:
        count = self._starts.counted(t, self.transport.now)
        if count is not None:
            self.count_in(count)
        elif self._starts.at_next_bar(state, self.transport.now):
            self.start()

    def _state(self, t: float) -> State:
        if self.manual:
            return State.MANUAL
        if not self.ensemble.locked and not self._trusted:
            return State.LOCKING if self.ensemble.heard else State.WAITING
        held = self.hold or self._rail.off or not self.ensemble.trusted(t)
        return State.HOLDING if held else State.FOLLOWING

    def _target(self, t: float, state: State) -> Timeline | None:
        """Where the clock should glide to: the band's beat; straight on while it is held."""
        band = self.ensemble.timeline(t)
        if self._level_change != 1.0:
            return self.timeline
        if state is State.FOLLOWING and band is not None:
            self._alone = None
            return band.moved(self._nudge)
        line = self._alone or self.timeline
        if state is State.HOLDING and line is not None and self._trusted:
            line = Timeline(self._trusted, line.beat_at(t), t)
            self._alone = self._alone and line
        return line

    def _glide(self, target: Timeline, t: float, dt: float) -> Timeline:
        if self.timeline is None or (not self.transport.now.serial and target is not self.timeline):
            return target.retempo(target.bpm, t)
        return steer(self.timeline, self._counted(target, t), t, dt, self.settings)

    def _counted(self, target: Timeline, t: float) -> Timeline:
        """``target`` with its beats numbered as the clock's."""
        near = round(self.beating().beat_at(t) - target.beat_at(t))
        return Timeline(target.bpm, target.beat0 + near, target.t0)

    def _change_level(self, t: float, dt: float) -> None:
        if self._level_change == 1.0 or self.timeline is None:
            return
        if int(self.timeline.beat_at(t)) != int(self.timeline.beat_at(t - dt)):
            self.ensemble.change_level(self._level_change, t)
            self._retempo(self.timeline.bpm * self._level_change)
            self._level_change = 1.0

    def _retempo(self, bpm: float) -> None:
        low, high = self.settings.min_bpm / 2, self.settings.max_bpm * 2
        bpm = nearest_level(bpm, low, high, bpm)
        self._alone = None
        if self.timeline is None:
            self.timeline = Timeline(bpm, 0.0, self.t)
        else:
            self.timeline = self.timeline.retempo(bpm, self.t)
