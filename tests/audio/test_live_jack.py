"""The audio process on a real JACK server: every sample once, in order; every loss told."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from bridge.audio.live import serve
from bridge.audio.process import Exit
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
    """Starts the audio process on a server; gives it, its connection and what it said first."""
    def start(server, buses=BUSES):
        process, conn = spawned(serve, AudioSettings(backend="jack", server=server), buses, ring.name)
        assert conn.poll(30)
        return process, conn, conn.recv()
    return start


@contextmanager
def ramp(server):
    """Plays the frame counter into the first three ports for as long as the block lasts."""
    client = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("ramp_client.py")), *PORTS[:3]],
        env={**os.environ, "JACK_DEFAULT_SERVER": server},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert client.stdout.readline() == "playing\n"
        yield
        missed, _ = client.communicate("")
        assert missed.strip().isdigit()
    finally:
        client.kill()
        client.wait()


def read_for(ring, seconds):
    """The periods of that time in which the ramp plays from end to end."""
    end, periods = time.monotonic() + seconds, []
    while time.monotonic() < end:
        periods += ring.read()
        time.sleep(0.02)
    first = next(i for i, period in enumerate(periods) if period.samples[0].all())
    return periods[first + 1:]


def steps(samples, factor):
    return np.round(samples.astype(np.float64) * TURN * factor).astype(np.int64)


def offset(period):
    """By how much the played counter is ahead of the stream's: one number if none is lost or repeated."""
    ahead = set(((steps(period.samples[0], 1) - period.start - np.arange(period.frames)) % TURN).tolist())
    return ahead.pop() if len(ahead) == 1 else None


def ended(process):
    process.join(10)
    return process.exitcode


@pytest.mark.parametrize(("rate", "period"), [(48_000, 256), (44_100, 512), (96_000, 1024)])
def test_not_one_sample_is_lost_or_repeated(start_jackd, listen, ring, rate, period):
    with start_jackd("-S", rate=rate, period=period) as (server, _):
        process, _conn, (what, opened) = listen(server)
        assert (what, opened.rate, opened.period, opened.inputs) == ("ready", rate, period, PORTS)
        with ramp(server):
            periods = read_for(ring, 2.0)
        assert sum(p.frames for p in periods) > rate / 2
        assert {offset(p) for p in periods} == {offset(periods[0])} - {None}
        assert not any(p.lost for p in periods)
        assert ring.overrun == 0
        assert all(b.start == a.start + a.frames and b.seq == a.seq + 1
                   for a, b in zip(periods, periods[1:], strict=False))
        drums, kick, keys = np.concatenate([p.samples for p in periods], axis=1)
        assert np.array_equal(steps(kick, 1), steps(drums, 2) % TURN)
        assert np.array_equal(steps(keys, 2), steps(drums, 3) % TURN), "a stereo bus is the mean of its ports"
        process.terminate()
        assert ended(process) == Exit.DONE


def test_cycles_missed_on_an_asynchronous_server_are_counted_and_move_the_stream(start_jackd, listen, ring):
    with start_jackd() as (server, _):
        process, _conn, (what, _opened) = listen(server)
        assert what == "ready"
        with ramp(server):
            before = read_for(ring, 1.5)
            os.kill(process.pid, signal.SIGSTOP)
            time.sleep(0.3)
            os.kill(process.pid, signal.SIGCONT)
            time.sleep(0.5)
            after = read_for(ring, 1.0)
        lost = sum(p.lost for p in after)
        assert lost > 0.2 * 48_000
        assert after[-1].start + after[-1].frames == before[-1].start + before[-1].frames + lost + sum(
            p.frames for p in after_all(before, after))
        assert offset(after[-1]) == offset(before[-1]) is not None, "stream and JACK still agree on the frame"


def after_all(before, after):
    return [p for p in after if p.seq > before[-1].seq]


def test_ports_carry_the_names_of_the_buses_and_go_with_the_process(start_jackd, listen):
    with start_jackd("-S") as (server, _):
        env = {**os.environ, "JACK_DEFAULT_SERVER": server}
        process, conn, _ = listen(server)
        ports = subprocess.run(["jack_lsp"], env=env, capture_output=True, text=True).stdout.split()
        assert set(PORTS) < set(ports)
        conn.close()
        assert ended(process) == Exit.DONE, "a parent that is gone ends the process"
        ports = subprocess.run(["jack_lsp"], env=env, capture_output=True, text=True).stdout.split()
        assert not set(PORTS) & set(ports)


def test_a_server_that_dies_ends_the_process_as_lost_and_another_start_goes_on_later(
        start_jackd, listen, ring):
    with start_jackd("-S") as (server, jackd):
        process, _conn, _ = listen(server)
        first = read_any(ring)
        jackd.kill()
        assert ended(process) == Exit.LOST
    with start_jackd("-S", rate=44_100, period=1024) as (server, _):
        _process, _conn, (what, _opened) = listen(server)
        assert what == "ready"
        second = read_any(ring, epoch=first.epoch + 1)
    assert (second.rate, second.frames) == (44_100, 1024)
    passed = (second.host_ns - first.host_ns) * 1e-9
    assert second.end - first.end == pytest.approx(passed, abs=0.25)


def read_any(ring, epoch=1):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if found := [p for p in ring.read() if p.epoch == epoch]:
            return found[-1]
        time.sleep(0.02)
    raise AssertionError(f"no period of epoch {epoch} came")


def test_a_change_of_jacks_period_ends_the_process_as_lost(start_jackd, listen):
    with start_jackd("-S") as (server, _):
        process, _conn, _ = listen(server)
        subprocess.run(["jack_bufsize", "1024"], env={**os.environ, "JACK_DEFAULT_SERVER": server},
                       capture_output=True, timeout=10)
        assert ended(process) == Exit.LOST


def test_without_a_server_the_message_says_how_to_start_one(listen):
    process, _conn, (what, message) = listen("lb-no-such-server")
    assert what == "failed"
    assert "no JACK server 'lb-no-such-server' runs" in message
    assert "jackd -d" in message
    assert "\n" not in message
    assert ended(process) == Exit.REFUSED


def test_a_name_that_is_taken_is_refused(start_jackd, listen):
    with start_jackd("-S") as (server, _):
        listen(server)
        _process, _conn, (what, message) = listen(server)
        assert (what, "already has a client 'leaderbridge'" in message) == ("failed", True)
