"""The Pd library beside ``leaderbridge test-clock``: on the beat, without a jump, and again after a crash."""

from __future__ import annotations

import numpy as np
import pytest

from tests.e2e.pure_data import PureData
from tests.e2e.test_pd_library import both_listen
from tests.outputs.osc_ear import Ear
from tests.patches.scratch import Scratch
from tests.program import Program

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ON_TIME = 3.0
"""Milliseconds from the bridge's own beat, in the median (issue 5)."""
OBJECTS = [("lb.beat", 3), ("lb.metro 4", 3)]
EXACT = 1e-4
"""Beats: the step of a Pd number, with room."""
SLOWEST, FASTEST = 100 * 0.89 / 60_000, 130 * 1.11 / 60_000
"""Beats a ms: the accelerando's ends, bent by a tenth (and a little, for the tempo is told once a beat)."""


@pytest.fixture
def ports(udp_port, second_udp_port):
    """For the bridge, and for Pd to hear the bridge and the test."""
    with Ear(1) as spare:
        return udp_port, second_udp_port, spare.port


def test_clock(folder, port: int, *words: str) -> Program:
    """``leaderbridge test-clock`` with nothing but OSC."""
    config = folder / "bridge.toml"
    config.write_text(f"midi = []\n[osc]\nport = {port}\ntargets = []\n")
    return Program(folder, "test-clock", "--config", config, *words)


test_clock.__test__ = False


def stamped_phase(folder) -> tuple[str, int]:
    """``lb.phase`` with the ms of Pd's own clock, which a machine that halts does not disturb."""
    patch = Scratch()
    phase, order, clock, both = map(patch.box, ("lb.phase", "t f b", "timer", "pack f f"))
    patch.line(phase, 0, order).line(order, 1, clock, 1).line(clock, 0, both, 1).line(order, 0, both)
    patch.chain(both, patch.box("outlet"))
    patch.save(folder / "stamped.pd")
    return "stamped", 1


@pytest.fixture(scope="module")
def accelerando(tmp_path_factory):
    """What the bridge and what Pd said while the tempo went from 100 to 130 BPM."""
    folder = tmp_path_factory.mktemp("pd")
    with Ear(1) as one, Ear(1) as two, Ear(1) as three:
        ports = one.port, two.port, three.port
    with test_clock(folder, ports[0], "--bpm", "100", "--to", "130", "--over", "10") as bridge:
        bridge.until_ready()
        with Ear(ports[0]) as ear, PureData(folder, *ports, [*OBJECTS, stamped_phase(folder)]) as pd:
            ear.say("/bridge/subscribe", ear.port)
            both_listen(ear, pd, 20.0)
            yield ear, pd


def by_beat(said) -> dict[tuple[int, int], float]:
    """When each ``(beat, bar)`` was said."""
    return {(int(args[0]), int(args[1])): t for t, args in said}


def test_its_beats_are_on_the_bridges_own(accelerando):
    ear, pd = accelerando
    own, own_names = by_beat(ear.all("/bridge/beat")), ("/lb.beat/out0", "/lb.beat/out1")
    beats, bars = (pd.all(name) for name in own_names)
    in_pd = {(int(b[0]), int(bar[0])): t for (t, b), (_, bar) in zip(beats, bars, strict=True)}
    late = np.array([1000 * (in_pd[key] - t) for key, t in own.items() if key in in_pd])
    print(f"lb.beat is {np.median(np.abs(late)):.2f} ms from the bridge's (median), SD {late.std():.2f} ms")
    assert len(late) > 25
    assert np.median(np.abs(late)) <= ON_TIME


def test_its_metro_is_on_the_bridges_beats(accelerando):
    ear, pd = accelerando
    own = np.array([t for t, _ in ear.all("/bridge/beat")])
    ticks = [t for t, args in pd.all("/lb.metro/out0") if args == [0]]
    late = np.array([1000 * (t - own[np.abs(own - t).argmin()]) for t in ticks])
    print(f"lb.metro is {np.median(np.abs(late)):.2f} ms from the bridge's (median), SD {late.std():.2f} ms")
    assert len(late) > 25
    assert np.median(np.abs(late)) <= ON_TIME


def test_its_metro_counts_every_tick_once(accelerando):
    _, pd = accelerando
    ticks = [int(args[0]) for _, args in pd.all("/lb.metro/out0")]
    assert ticks == [k % 4 for k in range(len(ticks))]


def test_its_phase_never_jumps(accelerando):
    _, pd = accelerando
    phase, ms = np.array([args for _, args in pd.all("/stamped/out0")]).T
    moved, passed = np.diff(np.unwrap(phase, period=1.0)), np.diff(ms)
    rates = moved[passed > 5] / passed[passed > 5]
    print(f"lb.phase runs at {60_000 * rates.min():.1f} to {60_000 * rates.max():.1f} BPM")
    assert len(phase) > 500
    assert (moved > SLOWEST * passed - EXACT).all()
    assert (moved < FASTEST * passed + EXACT).all()


def test_a_killed_and_restarted_bridge_is_found_again(tmp_path, ports):
    with PureData(tmp_path, *ports, OBJECTS) as pd:
        for bpm in ("120", "90"):
            with test_clock(tmp_path, ports[0], "--bpm", bpm) as bridge:
                bridge.until_ready()
                pd.until("/lb.bridge/out0", accept=lambda args: args == [1])
                pd.until("/lb.beat/out2", accept=lambda args, bpm=bpm: args[0] == pytest.approx(float(bpm)))
                bridge.process.kill()
                pd.until("/lb.bridge/out0", accept=lambda args: args == [0])
