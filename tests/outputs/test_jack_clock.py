"""The JACK clock: each byte at its own frame."""

import os
import re
import signal
import subprocess
import sys
import time
from itertools import pairwise

import numpy as np
import pytest

from bridge.clock.hostfit import CLIP
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock
from bridge.outputs.jack_clock import CLIENT, PORT, serve
from bridge.outputs.jack_frames import FrameClock
from bridge.outputs.jack_rack import Rack, Track
from bridge.outputs.jack_voices import MidiVoice
from bridge.outputs.process import LOST, Leaving
from bridge.outputs.settings import MidiSettings
from bridge.types import Timeline
from tests.jack import BY_INTERRUPT, LEAVING, environment, free_name, jackd, need, start_jackd, stop, wait_for
from tests.outputs.rig import Rig, beat, playing

SOURCE = f"{CLIENT}:{PORT}"
RATE, PERIOD = 48_000, 256


class MidiPort:
    """A JACK MIDI port's side of one cycle."""

    def __init__(self, cycles):
        self._cycles = cycles

    def clear_buffer(self):
        self._last, self.written = -1, 0

    def write_midi_event(self, offset, data):
        assert self._last < offset < PERIOD, "JACK refuses what is out of order"
        self._last = offset
        self.written += 1
        self._cycles.heard.append((self._cycles.frame + offset, data))


class Always:
    """Nobody stands by, and nobody was here before."""

    def mine(self):
        return True

    def note(self, frame_time, host):
        pass

    def noted(self):
        return None


class Cycles:
    """JACK's side of the process callback, as fast as it can: cycles seen late by chance."""

    def __init__(self, board, block, jitter, first=0):
        self.port = MidiPort(self)
        self.track = Track(MidiVoice(self.port, MidiSettings(), RATE), block, 0, 0.0)
        self.writer = Rack(FrameClock(RATE), board, (self.track,), Always())
        self._rng = np.random.default_rng(1)
        self._jitter = jitter
        self.frame = self._first = first
        self.heard = []

    def host(self, frame):
        return 10.0 + (frame - self._first) / RATE * (1 + 50e-6)

    def run(self, seconds):
        for _ in range(round(seconds * RATE / PERIOD)):
            seen = self.host(self.frame) + self._rng.exponential(self._jitter)
            self.writer.cycle(self.frame % (1 << 32), int(seen * 1e9), PERIOD)
            self.frame += PERIOD

    def clocks(self):
        return np.array([f for f, data in self.heard if data == b"\xf8"])


@pytest.fixture
def cells():
    board, block = Board.create(), HealthBlock.create()
    yield board, block
    board.unlink()
    block.unlink()


def test_a_steady_tempo_is_steady_to_the_sample_though_threads_wake_late(cells):
    cycles = Cycles(*cells, jitter=0.0003)
    cells[0].publish(beat(120, t0=10.0))
    cycles.run(30.0)
    steps = np.diff(cycles.clocks())
    assert len(steps) > 48 * 29
    assert np.abs(steps - 1000).max() <= 1


def test_called_again_in_the_same_cycle_it_lets_stand_what_it_has_played(cells):
    cycles = Cycles(*cells, jitter=0.0)
    cells[0].publish(beat(120, t0=10.0))
    cycles.run(5.0)
    until = len(cycles.heard) + 1
    while len(cycles.heard) < until:
        cycles.run(PERIOD / RATE)
    assert cycles.port.written == 1
    cycles.frame -= PERIOD
    cycles.run(PERIOD / RATE)
    assert cycles.port.written == 1
    assert len(cycles.heard) == until
    cycles.run(PERIOD / RATE)
    assert cycles.port.written == 0


def test_the_clock_stays_on_the_beat_though_the_card_drifts(cells):
    cycles = Cycles(*cells, jitter=0.0003)
    posted = beat(120, t0=10.0, transport=playing(at_beat=2))
    cells[0].publish(posted)
    cycles.run(60.0)
    frames = [f for f, _ in cycles.heard]
    start = next(i for i, (_, data) in enumerate(cycles.heard) if data == b"\xfa")
    ideal = [posted.timeline.time_at(2 + i / 24) for i in range(len(frames) - start - 1)]
    errors = np.array([cycles.host(f) for f in frames[start + 1 :]]) - ideal
    assert np.abs(errors).max() < 0.002
    assert cells[1].read().late == 0


def test_no_two_messages_share_a_frame_and_frames_may_wrap(cells):
    cycles = Cycles(*cells, jitter=0.0001, first=(1 << 32) - 3 * RATE)
    cells[0].publish(beat(120, t0=10.0, transport=playing(at_beat=2)))
    cycles.run(2.0)
    cells[0].publish(beat(120, t0=10.0, transport=playing(at_beat=2), beat0=0.6))
    cycles.run(3.0)
    frames = [f for f, _ in cycles.heard]
    assert all(b > a for a, b in pairwise(frames))
    assert len(frames) > 3 * 48


def test_when_it_leaves_a_stop_is_the_last_word(cells):
    cycles = Cycles(*cells, jitter=0.0001)
    cells[0].publish(beat(120, t0=10.0, transport=playing(at_beat=2)))
    cycles.run(3.0)
    cycles.writer.leaving = True
    cycles.run(0.1)
    assert cycles.writer.left.is_set()
    assert cycles.heard[-1][1] == b"\xfc"


@pytest.fixture
def clock(jackd):
    with Rig("jack", MidiSettings()) as rig:
        rig.ready()
        yield rig


@pytest.mark.e2e
def test_on_jack_a_steady_tempo_is_exact_to_the_sample(clock):
    from tests.outputs.jack_ear import JackEar

    with JackEar(SOURCE) as ear:
        posted = beat(120, transport=playing(at_beat=2))
        clock.board.publish(posted)
        wait_for(lambda: len(ear.clocks()) > 48 * 4, 15)
        assert clock.leave() == 0
        wait_for(lambda: ear.messages()[-1] == b"\xfc", 5)
    messages, frames = ear.messages(), ear.clocks()
    start = messages.index(b"\xfa")
    assert set(messages[start + 1 : -1]) == {b"\xf8"}
    before, first = ear.heard[start][0], ear.heard[start + 1][0]
    assert first - before >= 48
    glides = ear.slip() > CLIP  # a server that loses time itself is glided after, by 1 % at most
    assert np.abs(np.diff(frames) - 1000).max() <= (11 if glides else 1)
    told = [t for t, data in clock.sent() if data == b"\xf8"]
    number = (np.array(told[24:]) - posted.timeline.t0) * 48
    assert np.abs(number - np.round(number)).max() < 0.05
    assert clock.block.read().late == 0


@pytest.mark.e2e
def test_on_jack_a_ramp_is_followed_and_no_clock_is_lost(clock):
    from tests.outputs.jack_ear import JackEar

    with JackEar(SOURCE) as ear:
        line = Timeline(100, 0, time.monotonic())
        clock.board.publish(beat(100, t0=line.t0, transport=playing(at_beat=1)))
        wait_for(lambda: b"\xfa" in ear.messages(), 10)
        lines = [line]
        while lines[-1].bpm < 140:
            time.sleep(0.0116)
            lines.append(lines[-1].retempo(lines[-1].bpm + 0.1, time.monotonic()))
            line = lines[-1]
            clock.board.publish(beat(line.bpm, line.t0, playing(at_beat=1), beat0=line.beat0))
        time.sleep(0.5)
        clock.leave()
    start = ear.messages().index(b"\xfa")
    clocks = ear.messages()[start + 1 : -1]
    assert set(clocks) == {b"\xf8"}
    sent = clock.sent()
    first = [data for _, data in sent].index(b"\xfa") + 1
    errors = [_active(lines, t).beat_at(t) * 24 - n for n, (t, _) in enumerate(sent[first:-1], 24)]
    assert len(errors) == len(clocks)
    assert np.abs(errors).max() < 0.1, "of a clock, whatever the tempo does"
    tempi = 60 * ear.rate / 24 / np.diff([frame for frame, _ in ear.heard[start + 1 : -1]])
    assert tempi[:3].mean() == pytest.approx(100, abs=1.5)
    assert tempi[-12:].mean() == pytest.approx(140, abs=1.0)


def _active(lines, t):
    """The last timeline published before ``t``."""
    return next(line for line in reversed(lines) if line.t0 <= t or line is lines[0])


@pytest.mark.e2e
def test_an_independent_reader_finds_the_same_tempo(clock, jackd):
    dump = need("jack_mclk_dump", "jack-midi-clock")
    clock.board.publish(beat(133.0, transport=playing(at_beat=1)))
    reader = subprocess.Popen(
        ["stdbuf", "-oL", dump, "-n", SOURCE], stdout=subprocess.PIPE, text=True, env=environment(jackd)
    )
    try:
        tempi = [float(m[1]) for _, m in zip(range(150), map(_current, reader.stdout), strict=False) if m]
    finally:
        stop(reader, farewell=BY_INTERRUPT)
    assert len(tempi) > 50
    assert np.median(tempi[5:]) == pytest.approx(133.0, abs=0.1)


def _current(line):
    return re.search(r"cur:\s*([0-9.]+)", line)


@pytest.mark.e2e
def test_a_killed_clock_comes_back_and_goes_on_counting(monkeypatch):
    from tests.outputs.jack_ear import JackEar

    with jackd(synchronous=False) as name:  # a synchronous one would wait for the dead
        monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
        with Rig("jack", MidiSettings()) as clock:
            clock.ready()
            clock.board.publish(beat(120, transport=playing(at_beat=1)))
            wait_for(lambda: clock.block.read().playing, 10)
            os.kill(clock.process.pid, signal.SIGKILL)
            clock.process.join()
            died = clock.block.read()
            clock.heard.clear()
            clock.spawn()
            clock.ready()
            with JackEar(SOURCE) as ear:
                wait_for(lambda: len(ear.clocks()) > 24, 10)
            now = clock.block.read()
    assert b"\xfa" not in ear.messages()
    assert now.clock - died.clock == now.sent - died.sent


@pytest.mark.e2e
def test_when_the_server_goes_the_process_asks_to_be_started_again(monkeypatch):
    with free_name() as name:
        server = start_jackd(name)
        monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
        with Rig("jack", MidiSettings()) as rig:
            rig.ready()
            stop(server, LEAVING)
            assert rig.failed().again
            rig.process.join(10)
            assert rig.process.exitcode == LOST


@pytest.mark.e2e
def test_it_connects_to_the_receivers_named_in_the_settings(jackd):
    import jack

    receiver = jack.Client("drumcomputer", no_start_server=True)
    port = receiver.midi_inports.register("sync in")
    with receiver, Rig("jack", MidiSettings(port="DrumComputer")) as rig:
        rig.ready()
        wait_for(lambda: rig.block.read().clients == 1 or rig.board.publish(beat()), 5)
        assert [p.name for p in receiver.get_all_connections(port)] == [SOURCE]


@pytest.mark.e2e
@pytest.mark.slow
def test_under_load_no_clock_is_lost(clock):
    from tests.outputs.jack_ear import JackEar

    burn = [subprocess.Popen(["nice", "-n", "5", sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    try:
        with JackEar(SOURCE) as ear:
            clock.board.publish(beat(120, transport=playing(at_beat=1)))
            wait_for(lambda: len(ear.clocks()) > 48 * 8, 30)
    finally:
        for process in burn:
            stop(process)
    frames = np.array([f for f, _ in ear.heard[ear.messages().index(b"\xfa") + 1 :]])
    assert np.round((frames - frames[0]) / 1000).tolist() == list(range(len(frames)))


class Within(Rig):
    """The output is served in the test's own process."""

    def spawn(self):
        pass

    def leave(self):
        pass


@pytest.mark.e2e
def test_a_callback_that_fails_takes_its_process_with_it(jackd, monkeypatch):
    """JACK would never call it again, and the clock would be silent for good."""

    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(Rack, "cycle", fail)
    with Within("jack", MidiSettings(kind="jack")) as rig, pytest.raises(ZeroDivisionError):
        serve(rig.settings, rig.wiring, Leaving())
