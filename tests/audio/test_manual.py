"""What a source gives is what comes out of pyo: every sample, once, in order."""

import time
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.audio.manual import PROMPT, periods, serve_manual
from bridge.audio.process import Exit, Opened
from bridge.audio.ring import Ring
from bridge.errors import BridgeError


class Ramp:
    """Counts its samples in steps of 2⁻²², exact in float32; bus k in steps of k + 1."""

    def __init__(self, buses, frames, rate=44_100):
        self.names = tuple(f"bus{k}" for k in range(buses))
        self.rate = rate
        self._at, self._frames = 0, frames

    def read(self, n):
        at = np.arange(self._at, min(self._at + n, self._frames))
        self._at += len(at)
        return np.stack([at * (k + 1) % 2**22 / 2**22 for k in range(len(self.names))]).astype(np.float32)


def broken():
    raise BridgeError("drums.wav: cannot be read")


@settings(deadline=None, max_examples=20)
@given(
    st.integers(1, 16),
    st.integers(0, 5000),
    st.sampled_from([64, 100, 512, 1024, 4096]),
    st.sampled_from([44_100, 48_000, 96_000]),
)
def test_every_sample_comes_out_as_it_went_in_to_the_last(buses, frames, period, rate):
    parts = list(periods(Ramp(buses, frames, rate), period))
    assert all(part.shape[1] == period for part in parts[:-1])
    heard = np.concatenate([np.zeros((buses, 0), np.float32), *parts], axis=1)
    assert np.array_equal(heard, Ramp(buses, frames).read(frames))


def test_one_process_can_play_many_sources_one_after_the_other():
    for _ in range(40):
        heard = np.concatenate(list(periods(Ramp(4, 3000), 256)), axis=1)
        assert np.array_equal(heard, Ramp(4, 3000).read(3000))


def test_a_source_may_be_left_before_its_end():
    playing = periods(Ramp(2, 100_000), 256)
    next(playing)
    playing.close()
    assert np.array_equal(next(periods(Ramp(2, 256), 256)), Ramp(2, 256).read(256))


@pytest.fixture
def ring():
    ring = Ring.create(3)
    yield ring
    ring.unlink()


def test_in_real_time_the_ring_gets_all_of_it_at_the_pace_of_the_clock(ring, spawned):
    process, conn = spawned(serve_manual, partial(Ramp, 3, 48_123, 48_000), ring.name)
    assert conn.poll(30)
    assert conn.recv() == ("ready", Opened(48_000, PROMPT, ("bus0", "bus1", "bus2")))
    heard = []
    while not conn.poll(0.05):
        heard += ring.read()
    assert conn.recv() == ("done", 48_123)
    process.join(10)
    heard += ring.read()
    assert process.exitcode == Exit.DONE
    assert ring.overrun == 0
    assert np.array_equal(np.concatenate([p.samples for p in heard], axis=1), Ramp(3, 48_123).read(48_123))
    begin = heard[0].host_ns - heard[0].end * 1e9
    assert all(abs(p.host_ns - p.end * 1e9 - begin) < 2 for p in heard), "stamps have no drift or jitter"
    assert time.monotonic_ns() - begin >= 48_123 / 48_000 * 1e9, "nothing came before its time"


def test_a_source_that_cannot_be_opened_is_told_in_one_line(ring, spawned):
    process, conn = spawned(serve_manual, broken, ring.name)
    assert conn.poll(30)
    assert conn.recv() == ("failed", "drums.wav: cannot be read")
    process.join(10)
    assert process.exitcode == Exit.REFUSED


@pytest.mark.parametrize("end", ["terminate", "close"])
def test_it_ends_cleanly_when_asked_or_left_alone(ring, spawned, end):
    process, conn = spawned(serve_manual, partial(Ramp, 3, 48_000 * 60, 48_000), ring.name)
    assert conn.poll(30)
    conn.recv()
    process.terminate() if end == "terminate" else conn.close()
    process.join(10)
    assert process.exitcode == Exit.DONE
