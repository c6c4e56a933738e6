"""The Pd library beside ``leaderbridge test-clock``: on the beat, without a jump, and again after a crash."""

from __future__ import annotations

import numpy as np
import pytest

from tests.e2e.pure_data import PureData
from tests.e2e.test_pd_library import both_listen
from tests.outputs.osc_ear import Ear
from tests.program import Program

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ON_TIME = 3.0
"""Milliseconds from the bridge's own beat, in the median (issue 5)."""
OBJECTS = [("lb.beat", 3), ("lb.metro 4", 3), ("lb.phase", 3)]


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


@pytest.fixture(scope="module")
def accelerando(tmp_path_factory):
    """What the bridge and what Pd said while the tempo went from 100 to 130 BPM."""
    folder = tmp_path_factory.mktemp("pd")
    with Ear(1) as one, Ear(1) as two, Ear(1) as three:
        ports = one.port, two.port, three.port
    with test_clock(folder, ports[0], "--bpm", "100", "--to", "130", "--over", "10") as bridge:
        bridge.until_ready()
        with Ear(ports[0]) as ear, PureData(folder, *ports, OBJECTS) as pd:
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
    phases = pd.all("/lb.phase/out0")
    beats = np.unwrap([args[0] for _, args in phases], period=1.0)
    per_message = np.diff(beats)
    print(f"lb.phase moves by {per_message.min():.3f} to {per_message.max():.3f} beats a message")
    assert per_message.min() >= 0
    assert per_message.max() < 0.25  # a message held up by the machine is made up for by the next
    runs = [args[0] for _, args in pd.all("/lb.phase/out2")]
    assert min(runs) > 100 * 0.89
    assert max(runs) < 130 * 1.11


def test_a_killed_and_restarted_bridge_is_found_again(tmp_path, ports):
    with PureData(tmp_path, *ports, OBJECTS) as pd:
        for bpm in ("120", "90"):
            with test_clock(tmp_path, ports[0], "--bpm", bpm) as bridge:
                bridge.until_ready()
                pd.until("/lb.bridge/out0", accept=lambda args: args == [1])
                pd.until("/lb.beat/out2", accept=lambda args, bpm=bpm: args[0] == pytest.approx(float(bpm)))
                bridge.process.kill()
                pd.until("/lb.bridge/out0", accept=lambda args: args == [0])
