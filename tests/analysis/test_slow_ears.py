"""The contract of every slow ear, over the registry and with the networks that ship."""

import math

import numpy as np
import pytest

from bridge.analysis import SLOW_EARS, slow_hearing
from bridge.analysis.tags import Tagger
from bridge.types import HOP, KINDS, MIX, RATE, Block, Bus
from tests.analysis.sounds import bass, click, play, uneven_times
from tests.analysis.test_hearing import HARMS

SECONDS = 8.0
TIMES = uneven_times(SECONDS)
SOUNDS = {"drums": play(click, TIMES, SECONDS), "bass": play(bass, TIMES, SECONDS)}


def listen(sounds=SOUNDS, hops=16):
    hearing = slow_hearing([Bus(name) for name in sounds], SLOW_EARS)
    step, n = hops * HOP, min(map(len, sounds.values()))
    return [
        reading
        for at in range(0, n - step + 1, step)
        for reading in hearing.push([Block(name, at, RATE, s[at : at + step]) for name, s in sounds.items()])
    ]


def parts(reading):
    return reading.value if isinstance(reading.value, tuple) else (reading.value,)


def test_every_reading_is_what_its_row_says():
    readings = listen()
    assert {r.kind for r in readings} == {"activity", "instrument", "instruments", "style", "styles"}
    for r in readings:
        kind = KINDS[r.kind]
        assert [isinstance(value, str) for value in parts(r)] == [tag == "s" for tag in kind.tags]
        assert all(kind.low <= value <= kind.high for value in parts(r) if not isinstance(value, str))
        assert len(kind.labels or parts(r)) == len(parts(r))
        assert 0 <= r.confidence <= 1
        assert r.t < r.arrived
        assert kind.of == "bus" or r.bus == MIX


@pytest.mark.parametrize(("file", "kind"), [("activity", "instruments"), ("mcclstm", "styles")])
def test_the_networks_that_ship_say_just_what_the_table_names(file, kind):
    assert Tagger.shipped(file).contract.labels == KINDS[kind].labels


def test_how_many_hops_come_at_once_changes_nothing():
    assert listen(hops=1) == listen(hops=16)


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_harm_passes_and_what_is_said_is_a_number(harm):
    harmed = SOUNDS["drums"].copy()
    harmed[RATE : 2 * RATE] = harm(harmed[RATE : 2 * RATE])
    readings = listen({**SOUNDS, "drums": harmed})
    numbers = [value for r in readings for value in parts(r) if not isinstance(value, str)]
    assert all(math.isfinite(value) for value in numbers)
    said = {(r.bus, r.kind, r.t): r.value for r in listen() if r.bus == "drums" and r.t > 4.0}
    again = {(r.bus, r.kind, r.t): r.value for r in readings if r.bus == "drums" and r.t > 4.0}
    assert said.keys() == again.keys()
    active = [key for key in said if key[1] == "activity"]
    assert [again[key] for key in active] == pytest.approx([said[key] for key in active], abs=0.05)


def test_a_constant_offset_does_not_sound():
    flat = np.full(round(SECONDS * RATE), 0.3, np.float32)
    last = [r.value for r in listen({"flat": flat}) if (r.bus, r.kind) == ("flat", "activity")][-1]
    assert last == 0.0
