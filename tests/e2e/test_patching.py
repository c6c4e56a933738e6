"""Connections come back with a process, jackd or the DAW, and the clock is on the beat again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import contextmanager

import jack as jack_client
import numpy as np
import pytest

from tests import jack
from tests.e2e.rigs import FIRST, connections, revived, rig_of
from tests.jack import wait_for
from tests.outputs.jack_ear import JackEar
from tests.outputs.rig import beat, playing
from tests.program import Program, session

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BPM = 120
BUSES = '[[bus]]\nname = "drums"\n[[bus]]\nname = "bass"\n'


@pytest.fixture
def server(monkeypatch):
    """The name of an asynchronous server, and how to kill it and start it again."""
    with jack.free_name() as name, Server(name, monkeypatch) as running:
        yield running


class Server:
    """A jackd that can be killed and started again under its name."""

    def __init__(self, name, monkeypatch):
        self.name = name
        for key, value in jack.environment(name).items():
            monkeypatch.setenv(key, value)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        jack.stop(self.process, jack.LEAVING)

    def start(self):
        self.process = jack.start_jackd(self.name, synchronous=False)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def daw(*inputs):
    """A client called daw with these MIDI inputs; a track ``out`` to record from.

    It takes part in each cycle: JACK lets wait for ever who is connected to a client that does not.
    """
    client = jack_client.Client("daw", no_start_server=True)
    client.set_process_callback(lambda frames: None)
    for name in inputs:
        client.midi_inports.register(name)
    client.outports.register("out")
    with client:
        yield client


def linked(client, source, target):
    try:
        return target in {port.name for port in client.get_all_connections(source)}
    except jack_client.JackError:
        return False


def test_a_daw_that_goes_and_comes_back_is_connected_again(server, udp_port):
    with rig_of(udp_port):
        with daw("in") as client:
            client.connect(FIRST, "daw:in")
            time.sleep(0.6)
        with daw("in") as client:
            wait_for(lambda: linked(client, FIRST, "daw:in"), 5)


def test_what_a_person_takes_away_stays_away(server, udp_port):
    with rig_of(udp_port) as rig, daw("in", "other") as client:
        for port in ("daw:in", "daw:other"):
            client.connect(FIRST, port)
        time.sleep(0.6)
        client.disconnect(FIRST, "daw:in")
        time.sleep(3.0)
        os.kill(rig.children["jack"].pid, signal.SIGKILL)
        revived(rig, "jack")
        wait_for(lambda: linked(client, FIRST, "daw:other"), 10)
        time.sleep(0.5)
        assert not linked(client, FIRST, "daw:in")


def test_when_jackd_is_killed_and_started_again_the_clock_resumes_on_the_beat(server, udp_port):
    with rig_of(udp_port) as rig:
        posted = beat(BPM, transport=playing(at_beat=2))
        rig.board.publish(posted)
        with JackEar(FIRST) as ear:
            wait_for(lambda: len(ear.clocks()) > 60, 15)
        server.kill()
        time.sleep(1.0)
        server.start()
        ear = JackEar(FIRST)
        ear.client.activate()
        started = set(until_connected(rig, lambda: connections(ear) == {FIRST}))
        assert {"jack", "standby"} <= started
        wait_for(lambda: len(ear.clocks()) > 100, 15)
        ear.client.deactivate()
        ear.client.close()
    clocks = [frame for frame, data in ear.heard if data == b"\xf8"][-48:]
    assert np.abs(np.diff(clocks) - 1000).max() < 25
    beats = np.array([posted.timeline.beat_at(ear.host(frame)) * 24 for frame in clocks])
    assert np.abs(beats - np.round(beats)).max() < 0.1 + ear.slip() * BPM / 60 * 24


def until_connected(rig, done, seconds=20.0):
    """Starts again what died, as the parent does, until ``done()``; gives the names."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the connections did not come back"
        yield from rig.revive()
        time.sleep(0.05)


def test_inputs_of_the_buses_are_connected_again_when_the_audio_process_was_killed(
    server, udp_port, tmp_path
):
    config = tmp_path / "bridge.toml"
    config.write_text(f"midi = []\n{BUSES}[osc]\nport = {udp_port}\ntargets = []\n")
    with daw() as client, Program(tmp_path, "run", "-c", config) as bridge:
        bridge.until_ready()
        client.connect("daw:out", "leaderbridge:drums")
        time.sleep(1.0)
        for pid in filter(_plays_pyo, session(bridge.process.pid)):
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not linked(client, "daw:out", "leaderbridge:drums"), 5)
        wait_for(lambda: linked(client, "daw:out", "leaderbridge:drums"), 20)


def test_inputs_of_the_buses_are_connected_again_when_jackd_was_killed(server, udp_port, tmp_path):
    config = tmp_path / "bridge.toml"
    config.write_text(f"{BUSES}[osc]\nport = {udp_port}\ntargets = []\n")
    with Program(tmp_path, "run", "-c", config) as bridge:
        bridge.until_ready()
        with daw("in") as client:
            client.connect("daw:out", "leaderbridge:drums")
            client.connect(FIRST, "daw:in")
            time.sleep(1.0)
            server.kill()
        time.sleep(0.5)
        server.start()
        with daw("in") as client:
            wait_for(lambda: linked(client, "daw:out", "leaderbridge:drums"), 20)
            wait_for(lambda: linked(client, FIRST, "daw:in"), 20)


def _plays_pyo(pid):
    maps = subprocess.run(["cat", f"/proc/{pid}/maps"], capture_output=True, text=True).stdout
    return "_pyo" in maps
