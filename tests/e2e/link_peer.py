"""A program, apart from the bridge, that is a peer of a Link session: it obeys and answers a line at a time.

Arguments: ``aalink`` or ``link`` (two wrappers that know nothing of each other), and its own tempo in BPM.
Lines: ``look QUANTUM`` prints ``HOST-SECONDS PHASE TEMPO PLAYING PEERS``, phase in beats as of that moment;
``tempo BPM`` and ``play 0|1`` do so. Prints ``here`` once it is enabled.
"""

import asyncio
import sys
import time

SETTLE = 1.0
"""Seconds before it is enabled: one that is at once may force its tempo on all (Ableton/link issue 146)."""
AT_ONCE = 0.0002
"""Seconds within which the host's clock and Link's must be read to tell of the same moment."""


def at_once(read):
    """Host seconds and what ``read`` gave then, read again where the process was put aside in between."""
    while True:
        before = time.monotonic()
        seen = read()
        after = time.monotonic()
        if after - before < AT_ONCE:
            return (before + after) / 2, seen


class ByAalink:
    """aalink's view."""

    def __init__(self, bpm):
        import aalink

        self._link = aalink.Link(bpm)
        self._link.start_stop_sync_enabled = True
        time.sleep(SETTLE)
        self._link.enabled = True

    def look(self, quantum):
        self._link.quantum = quantum
        t, phase = at_once(lambda: self._link.phase)
        return t, phase, self._link.tempo, int(self._link.playing), self._link.num_peers

    def tempo(self, bpm):
        self._link.tempo = bpm

    def play(self, playing):
        self._link.playing = bool(playing)


class ByLink:
    """LinkPython-extern's view."""

    def __init__(self, bpm):
        import link

        self._link = link.Link(bpm)
        self._link.startStopSyncEnabled = True
        time.sleep(SETTLE)
        self._link.enabled = True

    def look(self, quantum):
        state = self._link.captureAppSessionState()
        t, micros = at_once(lambda: self._link.clock().micros())
        phase = state.phaseAtTime(micros, quantum)
        return t, phase, state.tempo(), int(state.isPlaying()), self._link.numPeers()

    def tempo(self, bpm):
        state = self._link.captureAppSessionState()
        state.setTempo(bpm, self._link.clock().micros())
        self._link.commitAppSessionState(state)

    def play(self, playing):
        state = self._link.captureAppSessionState()
        state.setIsPlaying(bool(playing), self._link.clock().micros())
        self._link.commitAppSessionState(state)


async def main(kind, bpm):
    peer = {"aalink": ByAalink, "link": ByLink}[kind](float(bpm))
    print("here", flush=True)
    for line in sys.stdin:
        what, value = line.split()
        said = getattr(peer, what)(float(value))
        if said is not None:
            print(*said, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
