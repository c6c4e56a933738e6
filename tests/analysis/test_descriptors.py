import numpy as np
import pytest

from bridge.analysis.descriptors import LATENCY, StyleEar
from bridge.types import RATE, Block
from tests.analysis.networks import LENGTH, counter

CLIP = LENGTH * 1024
NOISE = np.random.default_rng(1).normal(0.0, 0.1, 10 * CLIP).astype(np.float32)


def heard(*sounds):
    sound = np.concatenate(sounds)
    readings = StyleEar("mix", counter()).push(Block("mix", 0, RATE, sound))
    return [r for r in readings if r.kind == "styles"], [r for r in readings if r.kind == "style"]


def test_its_memory_goes_from_chunk_to_chunk():
    chances, styles = heard(NOISE)
    assert [r.value[0] for r in chances] == pytest.approx([0.1 * k for k in range(1, 10)])
    assert [r.value for r in styles] == ["unknown"] * 4 + ["low"] * 5


def test_a_short_rest_is_no_end_and_a_longer_one_begins_a_new_piece():
    rest = np.zeros(CLIP, np.float32)
    short, _ = heard(NOISE[: 3 * CLIP], rest, NOISE)
    long, _ = heard(NOISE[: 3 * CLIP], rest, rest, rest, NOISE)
    assert [round(r.value[0], 1) for r in short][:5] == [0.1, 0.2, 0.3, 0.4, 0.5]
    assert [round(r.value[0], 1) for r in long][:5] == [0.1, 0.2, 0.3, 0.1, 0.2]


def test_silence_says_nothing():
    assert heard(np.zeros(10 * CLIP, np.float32)) == ([], [])


def test_a_reading_arrives_as_late_as_the_ear_says():
    first, _ = heard(NOISE)
    assert first[0].arrived - first[0].t == pytest.approx((4 * 1024 + 2048) / RATE + LATENCY)
