"""A JACK client that plays the frame counter: what arrives says when it was played.

Run with the names of the ports to connect to as arguments; port k plays (counter · (k + 1)) mod 2²²
over 2²², exact in float32. Prints ``playing`` when connected, and on end of stdin how many cycles
it missed itself.
"""

import sys
from itertools import pairwise

import jack
import numpy as np

TURN = 2**22


def main(targets):
    client = jack.Client("ramp", no_start_server=True)
    ports = [client.outports.register(f"out_{k}") for k in range(len(targets))]
    steps = np.arange(client.blocksize)
    seen = []

    @client.set_process_callback
    def process(frames):
        now = client.last_frame_time
        for k, port in enumerate(ports):
            port.get_array()[:] = ((now + steps) * (k + 1) % TURN) / TURN
        seen.append(now)

    with client:
        for port, target in zip(ports, targets, strict=True):
            client.connect(port, target)
        print("playing", flush=True)
        sys.stdin.read()
    print(sum(b - a != len(steps) for a, b in pairwise(seen)))


if __name__ == "__main__":
    main(sys.argv[1:])
