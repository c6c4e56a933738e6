"""A JACK client, apart from the bridge, that plays to its MIDI clock: a stroke on every second eighth of it.

Arguments: the clock's port, and the port to play into. Plays until the end of stdin.
"""

import sys

import jack
import numpy as np

EVERY = 12
"""Clocks from stroke to stroke: an eighth."""
DELAY = 0.009
"""Seconds by which it sounds after the clock, as any machine does."""


def stroke(rate):
    t = np.arange(int(0.08 * rate)) / rate
    noise = np.random.default_rng(1).normal(size=len(t))
    return (np.exp(-t / 0.015) * (0.4 * noise + 0.5 * np.sin(2 * np.pi * 190 * t)) * 0.5).astype(np.float32)


def main(clock, target):
    client = jack.Client("drum-machine", no_start_server=True)
    into, out = client.midi_inports.register("clock"), client.outports.register("out")
    sound = stroke(client.samplerate)
    late, held, heard = int(DELAY * client.samplerate), np.zeros(client.samplerate, np.float32), [0]

    @client.set_process_callback
    def process(frames):
        for offset, data in into.incoming_midi_events():
            if bytes(data) == b"\xf8":
                heard[0] += 1
                if heard[0] % EVERY == 1:
                    held[offset + late :][: len(sound)] += sound
        out.get_array()[:] = held[:frames]
        held[:-frames] = held[frames:]
        held[-frames:] = 0

    with client:
        client.connect(clock, into)
        client.connect(out, target)
        print("playing", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
