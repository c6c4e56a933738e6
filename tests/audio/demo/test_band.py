import aubio
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.audio.demo import DemoBand
from bridge.errors import BridgeError
from bridge.types import HOP, RATE, WINDOW

SECONDS = 20.0


@pytest.fixture(scope="module")
def sound():
    return DemoBand(SECONDS, seed=1).read(10**9)


def heard_onsets(samples):
    ear = aubio.onset("hfc", WINDOW, HOP, RATE)
    hops = samples[: len(samples) // HOP * HOP].reshape(-1, HOP)
    return np.array([ear.get_last_s() for hop in hops if ear(np.ascontiguousarray(hop))[0]])


def test_the_band_is_four_float_buses_of_the_length_asked_for(sound):
    band = DemoBand(SECONDS, seed=1)
    assert band.names == ("drums", "bass", "keys", "lead")
    assert band.rate == RATE
    assert band.frames == sound.shape[1] == SECONDS * RATE
    assert sound.dtype == np.float32


def test_at_the_end_it_gives_fewer_samples_then_none():
    band = DemoBand(0.1)
    assert band.read(4000).shape == (4, 4000)
    assert band.read(4000).shape == (4, 410)
    assert band.read(4000).shape == (4, 0)


@given(sizes=st.lists(st.integers(1, 20_000), min_size=1, max_size=40))
@settings(max_examples=10, deadline=None)
def test_the_sound_is_the_same_however_it_is_read(sound, sizes):
    band = DemoBand(SECONDS, seed=1)
    pieces = np.concatenate([band.read(n) for n in sizes], axis=1)
    assert np.array_equal(pieces, sound[:, : pieces.shape[1]])


def test_a_longer_demo_begins_as_a_shorter_one(sound):
    longer = DemoBand(3 * SECONDS, seed=1)
    assert np.array_equal(longer.read(5 * RATE), sound[:, : 5 * RATE])
    short = DemoBand(SECONDS, seed=1).truth.beats
    assert np.array_equal(longer.truth.beats[: len(short)], short)


def test_another_seed_is_another_piece(sound):
    assert not np.array_equal(DemoBand(1, seed=2).read(RATE), sound[:, :RATE])


@pytest.mark.parametrize("seed", range(1, 6))
def test_buses_are_about_equally_loud_and_never_clip(seed):
    sound = DemoBand(30.0, seed).read(10**9)
    rms = 20 * np.log10(np.sqrt((sound**2).mean(axis=1)))
    assert np.abs(sound).max() < 0.9
    assert rms.max() - rms.min() < 6
    assert np.all(rms > -26)


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_band_begins_within_half_a_second_and_its_truth_with_it(seed):
    band = DemoBand(30.0, seed)
    sound = band.read(RATE)
    assert np.abs(sound).max(axis=0).argmax() > 0
    assert np.flatnonzero(np.abs(sound).max(axis=0) > 0.01)[0] < 0.5 * RATE
    assert 0 < band.truth.beats[0] < 0.5
    assert len(band.truth.switches) >= 2 or band.truth.tempi[0] < 100


def test_what_is_heard_falls_on_the_true_beat(sound):
    beats = DemoBand(SECONDS, seed=1).truth.beats
    onsets = heard_onsets(sound[0])
    nearest = onsets[np.abs(onsets[:, None] - beats[None, 1:-1]).argmin(axis=0)]
    assert np.median(np.abs(nearest - beats[1:-1])) < 0.03


@pytest.mark.parametrize(("seconds", "seed"), [(0, 1), (-1, 1), (np.nan, 1), (np.inf, 1), (5, -1)])
def test_a_demo_that_cannot_be_played_is_refused(seconds, seed):
    with pytest.raises(BridgeError, match="demo band"):
        DemoBand(seconds, seed)
