"""A JACK client, apart from the bridge, that receives MIDI: prints ``FRAME HEX`` for each message.

Arguments: the port to listen to; if wanted, a file that gets the frame of each xrun, one a line: of each
moment at which the server itself was late. Prints ``listening`` when connected, the messages at the end of
stdin.
"""

import os
import sys

import jack


def main(source, xruns=os.devnull):
    client = jack.Client("drum-machine", no_start_server=True)
    port = client.midi_inports.register("in")
    heard, torn = [], []
    last = None

    @client.set_process_callback
    def process(frames):
        nonlocal last
        start = client.last_frame_time
        if start == last:
            return  # JACK calls who was late once for each cycle missed, with the present one's messages
        last = start
        heard.extend((start + offset, bytes(data)) for offset, data in port.incoming_midi_events())

    @client.set_xrun_callback
    def xrun(_lost):
        torn.append(client.frame_time)

    with client:
        client.connect(source, port)
        print("listening", flush=True)
        sys.stdin.read()
    for frame, data in heard:
        print(frame, data.hex())
    with open(xruns, "w") as file:
        file.writelines(f"{frame}\n" for frame in torn)


if __name__ == "__main__":
    main(*sys.argv[1:])
