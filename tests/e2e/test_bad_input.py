"""What goes wrong with a live bridge: no JACK, two bridges, bad OSC, Ctrl-C at any time, a killed parent."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg
from pythonosc.osc_packet import OscPacket

from tests.jack import wait_for
from tests.program import Program, run, session

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NO_SERVER = {"JACK_DEFAULT_SERVER": "lb-no-such-server", "JACK_NO_START_SERVER": "1"}
NO_JACK = "import ctypes.util\nctypes.util.find_library = lambda name: None\n"
"""A machine without JACK, as JACK-Client sees it: it asks this function for the library."""


@pytest.fixture(scope="module")
def song(tmp_path_factory) -> Path:
    """A folder of two stems, two minutes long."""
    folder = tmp_path_factory.mktemp("song")
    t = np.arange(120 * 44_100) / 44_100
    for name, pitch in (("bass", 60), ("drums", 900)):
        soundfile.write(folder / f"{name}.wav", 0.3 * np.sin(2 * np.pi * pitch * t) * (t % 0.5 < 0.1), 44_100)
    return folder


@pytest.fixture
def deskbound(tmp_path, udp_port) -> Path:
    """A config that needs neither JACK nor MIDI."""
    return config(tmp_path, udp_port, "midi = []\n")


def config(folder: Path, port: int, text: str = "") -> Path:
    path = folder / f"{port}.toml"
    path.write_text(f"{text}[osc]\nport = {port}\ntargets = []\n")
    return path


# JACK


@pytest.mark.parametrize("command", ["run", "test-clock"])
def test_without_a_jack_server_nothing_starts(command, tmp_path, udp_port):
    said = run(tmp_path, command, "-c", config(tmp_path, udp_port), env=NO_SERVER).refusal
    assert "no JACK server 'lb-no-such-server' is running: start it" in said


def test_a_jack_server_named_in_the_config_is_named_when_it_is_missing(tmp_path, udp_port):
    file = config(tmp_path, udp_port, 'midi = []\n[audio]\nserver = "studio"\n')
    said = run(tmp_path, "run", "-c", file).refusal
    assert "no JACK server 'studio' runs here: start one (jackd" in said


def test_without_jack_installed_the_package_is_named(tmp_path, udp_port):
    (tmp_path / "sitecustomize.py").write_text(NO_JACK)
    env = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{os.getcwd()}"}
    said = run(tmp_path, "test-clock", "-c", config(tmp_path, udp_port), env=env).refusal
    assert "JACK is not installed: sudo apt install jackd2" in said


def test_a_second_bridge_on_one_server_is_refused_and_the_first_plays_on(
    jackd, tmp_path, udp_port, second_udp_port
):
    with Program(tmp_path, "run", "-c", config(tmp_path, udp_port)) as first:
        first.until_ready()
        said = run(tmp_path, "run", "-c", config(tmp_path, second_udp_port)).refusal
        assert "JACK already has a client 'leaderbridge" in said
        assert "end the other leaderbridge" in said
        first.interrupt()
        left = first.outcome(5)
    assert left.code == 0
    assert left.clean
    assert "started again" not in left.err


# OSC


@contextmanager
def patch(port: int) -> Iterator[socket.socket]:
    """A program that speaks to the bridge on ``port`` and hears its answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", port))
        sock.settimeout(0.5)
        yield sock


def answers(sock: socket.socket) -> list[OscMessage]:
    """All that comes until half a second is silent."""
    found = []
    try:
        while True:
            found += [timed.message for timed in OscPacket(sock.recv(2000)).messages]
    except TimeoutError:
        return found


def noise(random: random.Random) -> bytes:
    """A datagram that is no OSC, or nearly some: bytes, a bundle of bytes, a message with one byte wrong."""
    shape = random.randrange(3)
    message = bytearray(build_msg("/bridge/nudge", [25.0]).dgram)
    message[random.randrange(len(message))] ^= 1 << random.randrange(8)
    return (random.randbytes(random.randrange(200)), b"#bundle\0" + random.randbytes(60), bytes(message))[
        shape
    ]


WRONG = [
    ("set_tempo", ["fast"]),
    ("set_tempo", [1e9]),
    ("set_tempo", []),
    ("lead", [7]),
    ("lead", ["kazoo"]),
    ("meter", [3.5, 4]),
    ("meter", [3]),
    ("nudge", ["later"]),
    ("offset", ["nowhere", 1.0]),
    ("subscribe", [0]),
    ("subscribe", ["9701"]),
    ("hold", [b"blob"]),
    ("song", ["waltz"]),
    ("no_such_command", []),
]


def test_nothing_that_arrives_by_osc_brings_the_bridge_down(tmp_path, song, deskbound, udp_port):
    with Program(tmp_path, "run", "--stems", song, "-c", deskbound) as bridge, patch(udp_port) as sock:
        bridge.until_ready()
        seeded = random.Random(7)
        for _ in range(300):
            sock.send(noise(seeded))
        refused = [message for message in answers(sock) if message.address == "/bridge/error"]
        assert len(refused) > 100
        for name, args in WRONG:
            sock.send(build_msg(f"/bridge/{name}", args).dgram)
            (answer,) = answers(sock)
            assert answer.address == "/bridge/error", name
            assert name in answer.params[0]
        sock.send(build_msg("/bridge/query").dgram)
        assert "/bridge/state" in {message.address for message in answers(sock)}
        bridge.interrupt()
        left = bridge.outcome(5)
    assert left.code == 0
    assert left.clean
    assert "started again" not in left.err
    assert "Traceback" not in left.err


def test_the_monitor_passes_over_what_is_no_osc(tmp_path, udp_port):
    with Program(tmp_path, "monitor", "--port", str(udp_port)) as monitor, patch(udp_port) as sock:
        wait_for(lambda: said_after(sock, monitor, "/here"), 10)
        seeded = random.Random(7)
        for _ in range(300):
            sock.send(noise(seeded))
        wait_for(lambda: said_after(sock, monitor, "/still/here"), 10)
        monitor.interrupt()
        left = monitor.outcome(5)
    assert (left.code, left.err) == (130, "")


def said_after(sock: socket.socket, monitor: Program, address: str) -> bool:
    """Whether the monitor has said ``address``, which is sent once more."""
    try:
        sock.send(build_msg(address).dgram)
    except ConnectionRefusedError:  # nobody listens yet
        return False
    time.sleep(0.05)
    return address in monitor.out


# Ctrl-C and kill


@pytest.mark.parametrize("words", [["analyse", "SONG"], ["demo", "--fast", "--seconds", "900"]])
def test_ctrl_c_ends_the_work_on_a_recording_with_130(words, tmp_path, song):
    out = tmp_path / "out"
    words = [str(song) if word == "SONG" else word for word in words]
    with Program(tmp_path, *words, "-o", out) as program:
        wait_for(lambda: (out / "tempo.csv.part").exists(), 20)
        program.interrupt()
        left = program.outcome(5)
    assert (left.code, left.out, left.err) == (130, "", "")
    assert left.clean
    assert not list(out.glob("*.part"))


@pytest.mark.parametrize("processes", [2, 3, 5, 6])
def test_ctrl_c_while_a_live_demo_starts_is_quiet(processes, tmp_path, deskbound):
    with Program(tmp_path, "demo", "-c", deskbound, "-o", tmp_path / "out") as demo:
        wait_for(lambda: len(session(demo.process.pid)) >= processes, 20)
        demo.interrupt()
        left = demo.outcome(10)
    assert left.code == 130
    assert left.clean
    assert "Traceback" not in left.err
    assert not list((tmp_path / "out").glob("*.part"))


def test_ctrl_c_ends_a_live_demo_with_what_there_is(tmp_path, deskbound):
    with Program(tmp_path, "demo", "-c", deskbound, "-o", tmp_path / "out") as demo:
        wait_for(lambda: demo.err.count("\n") >= 3, 30)
        demo.interrupt()
        left = demo.outcome(10)
    assert left.code == 0
    assert left.clean
    assert (tmp_path / "out" / "summary.json").exists()
    assert not list((tmp_path / "out").glob("*.part"))


@pytest.mark.parametrize("words", [["run", "--stems", "SONG"], ["test-clock"]])
def test_ctrl_c_ends_the_live_bridge_with_0(words, tmp_path, song, deskbound):
    words = [str(song) if word == "SONG" else word for word in words]
    with Program(tmp_path, *words, "-c", deskbound) as bridge:
        bridge.until_ready().interrupt()
        left = bridge.outcome(5)
    assert left.code == 0
    assert left.clean
    assert "Traceback" not in left.err


def test_parent_and_guard_killed_together_take_everything_with_them(jackd, tmp_path, udp_port):
    with Program(tmp_path, "run", "-c", config(tmp_path, udp_port)) as bridge:
        bridge.until_ready()
        parent = psutil.Process(bridge.process.pid)
        guard = wait_for(lambda: next((p for p in parent.children() if p.name() == "bridge-guard"), None))
        guard.kill()
        parent.kill()
        left = bridge.outcome(10)
    assert left.clean, left
