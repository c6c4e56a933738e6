"""Steps and folders for the tests of what a run leaves behind."""

from bridge.outputs.recorder import ClockLog, Recorder
from bridge.outputs.truth import write_truth
from bridge.types import HOP, RATE, TICK, Beat, Choice, Reading, State, Step, Timeline, Transport

BUSES = ("drums", "bass")


class KnownTruth:
    """120 BPM, a beat each half second from 0.5 s on; the bass leads from 2 s on."""

    def __init__(self, seconds):
        self.beats = [0.5 * n for n in range(1, int(2 * seconds) + 1)]

    def tempo_at(self, t):
        return 120.0

    def leader_at(self, t):
        return "bass" if t >= 2 else "drums"


def choice(t, leader="drums"):
    shares = dict.fromkeys(BUSES, 0.2)
    if leader is not None:
        shares[leader] = 0.7
    return Choice(t, leader, 120.0, 0.8, 0.6, shares, 1 - sum(shares.values()))


def step(t, *readings, bpm=0.0, timeline=None, choice=None, transport=None):
    beat = Beat(t, State.FOLLOWING, bpm, 0.5 if bpm else 0.0, timeline, transport or Transport())
    return Step(t, readings, choice, beat)


def steady_steps(seconds, bpm=120.0, known_from=1.0):
    """Hop by hop: the tempo and timeline known from a moment on, drums always said to lead."""
    for n in range(1, int(seconds * RATE / HOP) + 1):
        t = n * HOP / RATE
        known = t >= known_from
        ticks = int((t + HOP / RATE - 1e-9) / TICK)
        yield step(
            t,
            Reading("drums", "level", t, t, -10.0),
            Reading("bass", "level", t, t, -20.0),
            bpm=bpm if known else 0.0,
            timeline=Timeline(bpm, 0.0, 0.5) if known else None,
            choice=choice(ticks * TICK) if ticks > int((t - 1e-9) / TICK) else None,
        )


def write_run(folder, seconds=4.0, bpm=120.0, late=0.010):
    """A run of known faults: clocks come ``late`` seconds after the truth, drums always lead."""
    with Recorder(folder, BUSES) as recorder:
        for each in steady_steps(seconds, bpm):
            recorder.write(each)
    log = ClockLog(folder)
    log.write(0.96, "start")
    for n in range(int((seconds - 1.2) * 48)):
        log.write(1.0 + late + n / 48, "clock")
    log.close()
    write_truth(folder, KnownTruth(seconds), seconds)
