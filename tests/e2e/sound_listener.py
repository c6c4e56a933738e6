"""A JACK client, apart from the bridge, that records sound.

Arguments: the port to listen to, and an ``.npy`` file for the float32 samples, written at the end of stdin.
Prints ``listening FRAME`` (JACK frame of the first sample) when connected. A cycle that the server left out
is silence in the file: every sample lies at its frame.
"""

import sys
import threading

import jack
import numpy as np


def main(source, path):
    client = jack.Client("tape", no_start_server=True)
    port = client.inports.register("in")
    begun, pieces, first = threading.Event(), [], []

    @client.set_process_callback
    def process(frames):
        first or first.append(client.last_frame_time)
        pieces.append((client.last_frame_time - first[0], port.get_array().copy()))
        begun.set()

    with client:
        client.connect(source, port)
        begun.wait()
        print("listening", first[0], flush=True)
        sys.stdin.read()
    sound = np.zeros(pieces[-1][0] + len(pieces[-1][1]), np.float32)
    for at, piece in pieces:
        sound[at : at + len(piece)] = piece
    np.save(path, sound)


if __name__ == "__main__":
    main(*sys.argv[1:])
