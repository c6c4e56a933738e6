"""A drum machine on JACK, a program apart: prints each MIDI message as ``FRAME HEX``, at once.

Beside that a line ``= FRAME SECONDS`` for every cycle: its first frame, and the host's second then.
Arguments: its name, the port to listen to. Prints ``listening`` when connected; ends with stdin.
"""

import gc
import sys
import threading
import time
from collections import deque

import jack


def main(name, source):
    client = jack.Client(name, no_start_server=True)
    port = client.midi_inports.register("in")
    lines = deque()
    last = None

    @client.set_process_callback
    def process(frames):
        nonlocal last
        start = client.last_frame_time
        if start == last:
            return  # JACK calls who was late once for each cycle missed, with the present one's messages
        last = start
        for offset, data in port.incoming_midi_events():
            lines.append((start + offset, bytes(data)))
        lines.append((start, time.monotonic()))

    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.0002)  # the callback comes first
    with client:
        client.connect(source, port)
        print("listening", flush=True)
        while not ended.wait(0.05):
            told = [lines.popleft() for _ in range(len(lines))]
            sys.stdout.writelines(
                f"{frame} {what.hex()}\n" if isinstance(what, bytes) else f"= {frame} {what}\n"
                for frame, what in told
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
