"""A JACK client called ``daw``, apart from the bridge, that plays a band and can be killed in the middle.

Arguments: an ``.npy`` file, float32 ``(buses, n)`` at the server's rate; the JACK frame of its first sample,
or ``now``; then the ports to connect to, ``-`` for each that others connect. Prints ``playing FRAME``; ends
with stdin.
"""

import sys
import threading
from contextlib import suppress

import jack
import numpy as np


def main(path, origin, targets):
    sound = np.load(path, mmap_mode="r")
    client = jack.Client("daw", no_start_server=True)
    ports = [client.outports.register(f"track_{k}") for k in range(len(targets))]
    first = None if origin == "now" else int(origin)
    begun = threading.Event()

    @client.set_process_callback
    def process(frames):
        nonlocal first
        if first is None:
            first = client.last_frame_time
        begun.set()
        at = (client.last_frame_time - first) % 2**32
        for port, row in zip(ports, sound, strict=True):
            out = port.get_array()
            piece = row[at : at + frames]
            out[: len(piece)] = piece
            out[len(piece) :] = 0

    sys.setswitchinterval(0.0002)  # the callback comes first
    with client:
        for port, target in zip(ports, targets, strict=True):
            if target != "-":
                with suppress(jack.JackErrorCode):  # the bridge has remembered it and was quicker
                    client.connect(port, target)
        begun.wait()
        print("playing", first, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
