"""The audio process on a real JACK server: every sample once, in order; every loss told."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bridge.audio.live import serve
from bridge.audio.process import Exit, Opened
from bridge.audio.ring import Ring
from bridge.audio.settings import AudioSettings, BusSettings

pytestmark = pytest.mark.e2e

BUSES = (BusSettings("Drums"), BusSettings("808 kick"), BusSettings("keys", (3, 4)))
PORTS = ("leaderbridge:drums", "leaderbridge:b808_kick", "leaderbridge:keys_l", "leaderbridge:keys_r")
TURN = 2**22


@pytest.fixture
def ring():
    ring = Ring.create(len(BUSES))
    yield ring
    ring.unlink()


@pytest.fixture
def listen(spawned, ring):
    """Runs the audio process on a server; gives it, its connection and what it said first."""

    @contextmanager
    def run(server):
        process, conn = spawned(serve, AudioSettings(backend="jack", server=server), BUSES, ring.name)
        assert conn.poll(30)
        yield process, conn, conn.recv()
        process.terminate()
        process.join(10)

    return run


@contextmanager
def ramp(server):
    """Plays the frame counter into the first three ports for as long as the block lasts."""
    client = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("ramp_client.py")), *PORTS[:3]],
        env={**os.environ, "JACK_DEFAULT_SERVER": server},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert client.stdout.readline() == "playing\n"
        yield
        missed, _ = client.communicate("")
        assert missed.strip().isdigit()
    finally:
        client.kill()
        client.wait()


def read_for(ring, seconds):
    """All periods that come in that time."""
    end, periods = time.monotonic() + seconds, []
    while time.monotonic() < end:
        periods += ring.read()
        time.sleep(0.02)
    return periods


def ramped(periods):
    """The periods from the first one in which all ramps play from end to end."""
    first = next(i for i, period in enumerate(periods) if period.samples.any(axis=1).all())
    return periods[first + 1 :]


def steps(samples, factor):
    return np.round(samples.astype(np.float64) * TURN * factor).astype(np.int64)


def offset(period):
    """By how much the played counter is ahead of the stream's: one number if none is lost or repeated."""
    ahead = set(((steps(period.samples[0], 1) - period.start - np.arange(period.frames)) % TURN).tolist())
    return ahead.pop() if len(ahead) == 1 else None


def usual_offset(periods):
    """What `offset` mostly is: a cycle that JACK itself tore is off, the next are right again."""
    return Counter(offset(period) for period in periods).most_common(1)[0][0]


def ended(process):
    process.join(10)
    return process.exitcode


@pytest.mark.parametrize(("rate", "period"), [(48_000, 256), (44_100, 512), (96_000, 1024)])
def test_not_one_sample_is_lost_or_repeated(start_jackd, listen, ring, rate, period):
    with (
        start_jackd(synchronous=True, rate=rate, period=period) as (server, _),
        listen(server) as (process, _conn, said),
    ):
        assert said == ("ready", Opened(rate, period, PORTS))
        with ramp(server):
            periods = ramped(read_for(ring, 2.0))
        process.terminate()
        assert ended(process) == Exit.DONE
    assert sum(p.frames for p in periods) > rate / 2
    assert {offset(p) for p in periods} == {offset(periods[0])} - {None}
    assert all(b.start == a.start + a.frames and b.seq == a.seq + 1 for a, b in pairwise(periods))
    assert ring.overrun == sum(p.lost for p in periods) == 0
    drums, kick, keys = np.concatenate([p.samples for p in periods], axis=1)
    assert np.array_equal(steps(kick, 1), steps(drums, 2) % TURN)
    assert np.array_equal(steps(keys, 2), steps(drums, 3) % TURN), "a stereo bus is the mean of its ports"


def test_cycles_missed_on_an_asynchronous_server_are_counted_and_move_the_stream(start_jackd, listen, ring):
    with start_jackd() as (server, _), listen(server) as (process, _conn, _said), ramp(server):
        before = ramped(read_for(ring, 1.5))
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGCONT)
        after = read_for(ring, 1.5)
    assert sum(p.lost for p in after) > 0.2 * 48_000
    assert all(b.start == a.start + a.frames + b.lost for a, b in pairwise(before + after))
    assert usual_offset(before) == usual_offset(after), "stream and JACK agree on the frame as before"


def test_ports_carry_the_names_of_the_buses_and_go_with_the_parent(start_jackd, listen):
    with start_jackd(synchronous=True) as (server, _), listen(server) as (process, conn, _):
        assert set(PORTS) < ports_of(server)
        conn.close()
        assert ended(process) == Exit.DONE
        assert not set(PORTS) & ports_of(server)


def ports_of(server):
    env = {**os.environ, "JACK_DEFAULT_SERVER": server}
    return set(subprocess.run(["jack_lsp"], env=env, capture_output=True, text=True).stdout.split())


def test_a_server_that_dies_ends_the_process_as_lost_and_the_next_start_goes_on_later(
    start_jackd, listen, ring
):
    with start_jackd(synchronous=True) as (server, jackd), listen(server) as (process, _conn, _said):
        first = read_any(ring, epoch=1)
        jackd.kill()
        assert ended(process) == Exit.LOST
    with start_jackd(synchronous=True, rate=44_100, period=1024, name=server), listen(server):
        second = read_any(ring, epoch=2)
    assert (second.rate, second.frames) == (44_100, 1024)
    passed = (second.host_ns - first.host_ns) * 1e-9
    assert second.end - first.end == pytest.approx(passed, abs=0.25)


def read_any(ring, epoch):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if found := [p for p in ring.read() if p.epoch == epoch]:
            return found[-1]
        time.sleep(0.02)
    raise AssertionError(f"no period of epoch {epoch} came")


def test_a_change_of_jacks_period_ends_the_process_as_lost(start_jackd, listen):
    with start_jackd(synchronous=True) as (server, _), listen(server) as (process, _conn, _said):
        subprocess.run(
            ["jack_bufsize", "1024"],
            env={**os.environ, "JACK_DEFAULT_SERVER": server},
            capture_output=True,
            timeout=4,  # the server, and the music, wait five seconds for a client that leaves without a word
            check=True,
        )
        assert ended(process) == Exit.LOST


def test_without_a_server_the_message_says_how_to_start_one(listen):
    with listen("lb-no-such-server") as (process, _conn, (what, message)):
        assert what == "failed"
        assert "no JACK server 'lb-no-such-server' runs" in message
        assert "jackd -d" in message
        assert "\n" not in message
        assert ended(process) == Exit.REFUSED


def test_a_name_that_is_taken_is_refused(start_jackd, listen):
    with (
        start_jackd(synchronous=True) as (server, _),
        listen(server),
        listen(server) as (process, _conn, said),
    ):
        assert said[0] == "failed"
        assert "already has a client 'leaderbridge'" in said[1]
        assert ended(process) == Exit.REFUSED
