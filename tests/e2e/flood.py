"""Floods a UDP port on this computer: ``PORT PACKETS_A_SECOND SECONDS``; a program of its own.

Prints the host seconds at which it began and ended, and how many packets it sent. They are what fools and
foes send: no OSC, unknown addresses, commands that must be refused, questions, subscriptions.
"""

import itertools
import socket
import sys
import time

from pythonosc.osc_message_builder import build_msg

WAVE = 0.002
"""Seconds between two bursts."""
PACKETS = (
    b"no OSC at all",
    b"#bundle\0" + b"\xff" * 40,
    bytes(1400),
    build_msg("/bridge/nowhere", [1]).dgram,
    build_msg("/bridge/lead", ["nobody of that name"]).dgram,
    build_msg("/bridge/set_tempo", [1e9]).dgram,
    build_msg("/bridge/song", ["; rm -rf /"]).dgram,
    build_msg("/bridge/tap", [0]).dgram,
    build_msg("/bridge/query", []).dgram,
    build_msg("/bridge/subscribe", [9]).dgram,
)


def main(port, rate, seconds):
    packets = itertools.cycle(PACKETS)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", port))
        began, sent = time.monotonic(), 0
        while (passed := time.monotonic() - began) < seconds:
            for packet in itertools.islice(packets, int(passed * rate) - sent):
                _send(sock, packet)
                sent += 1
            time.sleep(WAVE)
        print(began, time.monotonic(), sent)


def _send(sock, packet):
    try:
        sock.send(packet)
    except OSError:  # an answer to what was sent before could not be delivered here
        return


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
