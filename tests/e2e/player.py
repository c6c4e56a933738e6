"""A JACK client, apart from the bridge, that plays stems into ports: a stand-in for a DAW.

Arguments: an ``.npy`` file, float32 ``(buses, n)`` at the server's rate, then one port a bus.
Prints ``playing FRAME`` (the JACK frame of the first sample), and ``done`` at the end. What falls into a
cycle that the server left out is not heard, as from a band: no sample comes later for it.
"""

import sys
import threading

import jack
import numpy as np


def main(path, targets):
    sound = np.load(path)
    client = jack.Client("daw", no_start_server=True)
    ports = [client.outports.register(f"track_{k}") for k in range(len(targets))]
    ready, begun, done = threading.Event(), threading.Event(), threading.Event()
    state = {"first": 0}

    @client.set_process_callback
    def process(frames):
        now = client.last_frame_time
        if ready.is_set() and not begun.is_set():
            state["first"] = now
            begun.set()
        at = now - state["first"]
        for port, row in zip(ports, sound, strict=True):
            out = port.get_array()
            out[:] = 0
            if begun.is_set() and at < sound.shape[1]:
                piece = row[at : at + frames]
                out[: len(piece)] = piece
        if begun.is_set() and at >= sound.shape[1]:
            done.set()

    with client:
        for port, target in zip(ports, targets, strict=True):
            client.connect(port, target)
        ready.set()
        begun.wait()
        print("playing", state["first"], flush=True)
        done.wait()
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
