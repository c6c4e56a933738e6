"""A JACK client, apart from the bridge, that receives MIDI: prints ``FRAME HEX`` for each message.

Argument: the port to listen to. Prints ``listening`` when connected, the messages at the end of stdin.
"""

import sys

import jack


def main(source):
    client = jack.Client("drum-machine", no_start_server=True)
    port = client.midi_inports.register("in")
    heard = []

    @client.set_process_callback
    def process(frames):
        for offset, data in port.incoming_midi_events():
            heard.append((client.last_frame_time + offset, bytes(data)))

    with client:
        client.connect(source, port)
        print("listening", flush=True)
        sys.stdin.read()
    for frame, data in heard:
        print(frame, data.hex())


if __name__ == "__main__":
    main(sys.argv[1])
