"""The monitor shows what a patch would see."""

import os
import socket
import subprocess
import sys
import threading

import pytest

from bridge.errors import BridgeError
from bridge.outputs.encode import encode, packets
from bridge.outputs.monitor import line, listen
from tests.jack import wait_for


def test_a_message_is_one_line():
    assert line("/bridge/leader", ("drums", 0, 0.123456)) == "/bridge/leader drums 0 0.1235"


def test_what_would_steer_the_terminal_is_not_printed():
    assert line("/bridge/lead", ("\x1b[2Jdrums\n",)) == "/bridge/lead ?[2Jdrums?"


def test_every_message_of_a_bundle_is_said(udp_port):
    said = []
    threading.Thread(target=listen, args=(udp_port, "127.0.0.1", said.append), daemon=True).start()
    bundle = packets([encode("tempo", 120.0), encode("state", "following")])[0]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        wait_for(
            lambda: (
                sock.sendto(b"junk", ("127.0.0.1", udp_port))
                and sock.sendto(bundle, ("127.0.0.1", udp_port))
                and said
            ),
            5,
        )
    assert said[:2] == ["/bridge/tempo 120.0000", "/bridge/state following"]


def test_it_ends_without_a_word_when_nobody_reads_along_any_more(udp_port):
    command = [
        sys.executable,
        "-c",
        "from bridge.cli import main; main()",
        "monitor",
        "--port",
        str(udp_port),
    ]
    pipe = subprocess.PIPE
    tempo = packets([encode("tempo", 120.0)])[0]
    with (
        subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as monitor,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
    ):
        os.set_blocking(monitor.stdout.fileno(), False)
        wait_for(lambda: sock.sendto(tempo, ("127.0.0.1", udp_port)) and monitor.stdout.readline(), 20)
        monitor.stdout.close()
        wait_for(lambda: sock.sendto(tempo, ("127.0.0.1", udp_port)) and monitor.poll() is not None, 20)
        assert (monitor.returncode, monitor.stderr.read()) == (0, "")


def test_a_busy_port_is_a_line_for_people(udp_port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", udp_port))
        with pytest.raises(BridgeError, match=str(udp_port)):
            listen(udp_port)
