import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.analysis import EARS, Hearing, ears_named
from bridge.audio.hops import Hopper
from bridge.errors import BridgeError
from bridge.types import HOP, KINDS, RATE, Block, Bus
from tests.analysis.sounds import bass, blocks, click, play, pluck, uneven_times

SECONDS = 6.0
TIMES = uneven_times(SECONDS)
HARMS = {
    "nan": lambda x: np.full_like(x, np.nan),
    "inf": lambda x: np.full_like(x, np.inf),
    "minus inf": lambda x: np.full_like(x, -np.inf),
    "clipping": lambda x: np.sign(x).astype(np.float32) * 1e30,
    "dc": lambda x: x + np.float32(0.5),
    "silence": np.zeros_like,
    "denormals": lambda x: np.full_like(x, 1e-42),
}


def listen(**sounds):
    hearing = Hearing([Bus(name) for name in sounds])
    hops = zip(*(blocks(sound, name) for name, sound in sounds.items()), strict=True)
    return [r for hop in hops for r in hearing.push(hop)] + list(hearing.finish())


def of(readings, bus, kind="onset"):
    return [r for r in readings if r.bus == bus and r.kind == kind]


def test_every_reading_is_a_row_of_the_table_and_within_its_range():
    for r in listen(drums=play(click, TIMES, SECONDS), bass=play(bass, TIMES, SECONDS)):
        kind = KINDS[r.kind]
        assert kind.low <= r.value <= kind.high
        assert 0 <= r.confidence <= 1
        assert r.t <= r.arrived


def test_the_same_sound_gives_the_same_readings():
    sound = play(pluck, TIMES, SECONDS)
    assert listen(a=sound, b=sound[::-1].copy()) == listen(a=sound, b=sound[::-1].copy())


def test_a_bus_is_heard_the_same_alone_and_in_company():
    sound = play(pluck, TIMES, SECONDS)
    assert of(listen(a=sound), "a") == of(listen(b=play(click, TIMES, SECONDS), a=sound), "a")


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_harm_to_one_bus_leaves_the_others_as_they_were(harm):
    sound, victim = play(pluck, TIMES, SECONDS), play(click, TIMES, SECONDS)
    victim[RATE : 2 * RATE] = harm(victim[RATE : 2 * RATE])
    harmed = listen(victim=victim, other=sound)
    assert [r for r in harmed if r.bus == "other"] == [r for r in listen(other=sound) if r.bus == "other"]


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_a_harmed_bus_recovers(harm):
    sound = play(click, TIMES, SECONDS)
    harmed = sound.copy()
    harmed[RATE // 2 : RATE] = harm(harmed[RATE // 2 : RATE])
    late = {round(r.t, 3) for r in of(listen(bus=sound), "bus") if r.t > 4}
    again = listen(bus=harmed)
    assert late
    assert late <= {round(r.t, 3) for r in of(again, "bus")}
    assert all(math.isfinite(r.value) for r in again)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(width=32), min_size=1, max_size=20), st.integers(0, 99))
def test_whatever_comes_the_readings_are_finite(values, seed):
    rng = np.random.default_rng(seed)
    x = rng.choice(np.array(values, np.float32), 40 * HOP)
    for r in listen(bus=x):
        assert math.isfinite(r.value)
        assert math.isfinite(r.t)


def test_a_constant_offset_is_not_level():
    s = np.arange(4 * RATE) / RATE
    tone = (0.01 * np.sin(2 * np.pi * 440 * s)).astype(np.float32)
    assert of(listen(bus=tone + np.float32(0.3)), "bus", "level")[-1].value == pytest.approx(-43.0, abs=1.0)


def test_lost_frames_advance_the_times():
    sound = play(click, TIMES, SECONDS)
    hearing, lost = Hearing([Bus("bus")]), 12_345
    for block in blocks(sound[: 2 * RATE], "bus"):
        hearing.push([block])
    start = 2 * RATE + lost
    later = [r for block in blocks(sound[2 * RATE :], "bus", start) for r in hearing.push([block])]
    assert min(r.arrived for r in later) == pytest.approx((start + HOP) / RATE)


def test_an_ear_is_added_by_one_line():
    hearing = Hearing([Bus("bus")], {"level": EARS["level"]})
    assert [r.kind for r in hearing.push(blocks(np.zeros(HOP, np.float32), "bus"))] == ["level"]


@pytest.mark.parametrize(
    "block",
    [
        Block("other", 0, RATE, np.zeros(HOP, np.float32)),
        Block("bus", 0, RATE, np.zeros(HOP + 1, np.float32)),
        Block("bus", 0, 48_000, np.zeros(HOP, np.float32)),
    ],
    ids=["bus", "length", "rate"],
)
def test_blocks_of_another_shape_are_refused(block):
    with pytest.raises(ValueError, match="bus"):
        Hearing([Bus("bus")]).push([block])


def together(sounds, at_once, **how):
    hearing = Hearing([Bus(name) for name in sounds], **how)
    rows = np.stack(list(sounds.values()))
    hops = Hopper([Bus(name) for name in sounds], RATE, at_once=at_once)
    return [r for block in hops.push(rows) + hops.flush() for r in hearing.push(block)]


@pytest.mark.parametrize("at_once", [3, 64])
def test_how_many_hops_come_at_once_changes_no_bit_of_what_is_heard(at_once):
    sounds = {"a": play(pluck, TIMES, SECONDS), "b": play(bass, TIMES, SECONDS)}
    singly = together(sounds, 1, mix=ears_named(["tempo"]))
    assert {r.bus for r in singly} == {"a", "b", "mix"}
    assert together(sounds, at_once, mix=ears_named(["tempo"])) == singly


def test_the_mix_is_heard_as_one_bus_with_its_sound_would_be():
    sounds = {"a": play(click, TIMES[::2], SECONDS), "b": play(click, TIMES[1::2], SECONDS)}
    heard = of(together(sounds, 8, mix=ears_named(["onsets"])), "mix")
    alone = of(listen(mix=sounds["a"] + sounds["b"]), "mix")
    assert [r.t for r in heard] == pytest.approx([r.t for r in alone], abs=0.001)


def test_an_echo_is_followed_hop_by_hop():
    sound = np.zeros(2 * HOP, np.float32)
    with pytest.raises(ValueError, match="ears want hops"):
        Hearing([Bus("a"), Bus("b", machine=True)]).push(
            [Block("a", 0, RATE, sound), Block("b", 0, RATE, sound)]
        )


def test_an_ear_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(BridgeError, match=r"none called 'nose'; there are level, pitch, tempo, onsets"):
        ears_named(["nose"])
