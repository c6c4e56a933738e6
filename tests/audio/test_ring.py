"""Periods cross from one process to another whole, in order, and every loss is counted."""

import os
import signal
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.audio.ring import FRAMES, Ring
from bridge.errors import BridgeError

SECOND = 1_000_000_000


@pytest.fixture
def ring():
    ring = Ring.create(2, blocks=8)
    yield ring
    ring.unlink()


def block(n, seed=0):
    return np.random.default_rng(seed).standard_normal((2, n)).astype(np.float32)


def test_what_was_written_is_read_once_and_in_order(ring):
    ring.begin(48_000, 64)
    sound = [block(64, seed) for seed in range(3)]
    for k, samples in enumerate(sound):
        ring.write(samples, host_ns=100 + k)
    periods = ring.read()
    assert [(p.epoch, p.seq, p.start, p.frames, p.host_ns, p.lost, p.rate) for p in periods] == [
        (1, k, 64 * k, 64, 100 + k, 0, 48_000) for k in range(3)
    ]
    assert all(np.array_equal(p.samples, s) for p, s in zip(periods, sound, strict=True))
    assert periods[0].samples.dtype == np.float32
    assert ring.read() == []


def test_a_period_that_was_read_stays_as_it_was(ring):
    ring.begin(48_000, 64)
    ring.write(block(64), 0)
    (first,) = ring.read()
    for seed in range(20):
        ring.write(block(64, seed + 1), 0)
    assert np.array_equal(first.samples, block(64))


def test_a_lost_frame_advances_the_stream(ring):
    ring.begin(48_000, 64)
    ring.write(block(64), 0)
    ring.write(block(64), 0, lost=10)
    assert [(p.start, p.lost) for p in ring.read()] == [(0, 0), (74, 10)]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 20), max_size=12))
def test_a_slow_reader_gets_the_newest_and_counts_all_it_missed(bursts):
    ring, written, read = Ring.create(1, blocks=8), 0, []
    ring.begin(48_000, 16)
    ring.read()
    for burst in bursts:
        for _ in range(burst):
            ring.write(np.full((1, 16), written, np.float32), 0)
            written += 1
        read += ring.read()
    assert len(read) + ring.overrun == written
    assert [p.seq for p in read] == sorted({p.seq for p in read})
    assert all((p.samples == p.seq).all() and p.start == 16 * p.seq for p in read)
    ring.unlink()


def test_a_new_epoch_goes_on_at_the_old_end_plus_the_time_that_passed(ring):
    ring.begin(48_000, 480)
    ring.write(block(480), host_ns=5 * SECOND)
    ring.begin(44_100, 441)
    ring.write(block(441), host_ns=7 * SECOND)
    old, new = ring.read()
    assert (old.epoch, new.epoch, new.rate) == (1, 2, 44_100)
    assert new.end == pytest.approx(old.end + 2.0, abs=1 / 44_100)


def test_stream_time_never_runs_back_even_if_the_new_epoch_comes_at_once(ring):
    ring.begin(48_000, 480)
    ring.write(block(480), host_ns=SECOND)
    ring.begin(48_000, 960)
    ring.write(block(960), host_ns=SECOND + 1)
    old, new = ring.read()
    assert new.start == old.start + old.frames


def test_a_period_longer_than_a_slot_is_refused(ring):
    with pytest.raises(BridgeError, match="periods of 4097 frames: set it to 4096 or fewer"):
        ring.begin(48_000, FRAMES + 1)


def test_a_ring_that_is_gone_is_refused_by_name():
    with pytest.raises(BridgeError, match="no shared memory 'lb-none'"):
        Ring.attach("lb-none")


def write_for_ever(name, conn):
    ring = Ring.attach(name)
    ring.begin(48_000, FRAMES)
    k = 0
    while True:
        ring.write(np.full((2, FRAMES), k % 1000, np.float32), time.monotonic_ns())
        k += 1
        if k == 20:
            conn.send("going")


def test_a_writer_that_is_killed_leaves_reader_and_ring_alive(ring, spawned):
    writer, conn = spawned(write_for_ever, ring.name)
    assert conn.poll(30)
    torn = []
    for _ in range(50):
        torn += [p for p in ring.read() if len(np.unique(p.samples)) != 1 or p.samples[0, 0] != p.seq % 1000]
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    assert not torn
    ring.read()
    heir = Ring.attach(ring.name)
    heir.begin(48_000, 64)
    heir.write(block(64), time.monotonic_ns())
    heir.close()
    (period,) = ring.read()
    assert (period.epoch, period.frames) == (2, 64)
    assert np.array_equal(period.samples, block(64))
