"""Whatever the device's rate and period, ears get hops of 512 at 44.1 kHz, at their true time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.audio.hops import CEILING, Hopper, clean
from bridge.types import HOP, RATE, Bus

BUSES = (Bus("drums"), Bus("bass"))


def chunks(samples, sizes):
    at = 0
    for size in sizes:
        yield samples[:, at : at + size]
        at += size
    yield samples[:, at:]


def joined(hops):
    """Starts, and the sound of all hops, (buses, n)."""
    assert all([b.bus for b in hop] == ["drums", "bass"] for hop in hops)
    assert all((b.start, b.rate, len(b.samples)) == (hop[0].start, RATE, HOP) for hop in hops for b in hop)
    return [hop[0].start for hop in hops], np.concatenate(
        [np.stack([b.samples for b in hop]) for hop in hops], axis=1
    )


def noise(n, seed=0):
    return np.random.default_rng(seed).uniform(-1, 1, (2, n)).astype(np.float32)


@settings(deadline=None)
@given(st.lists(st.integers(0, 2000), max_size=20))
def test_at_44100_every_sample_comes_out_as_it_went_in(sizes):
    sound, hopper = noise(10_000), Hopper(BUSES, RATE)
    hops = [hop for part in chunks(sound, sizes) for hop in hopper.push(part)] + hopper.flush()
    starts, heard = joined(hops)
    assert starts == [k * HOP for k in range(20)]
    assert np.array_equal(heard[:, :10_000], sound)
    assert not heard[:, 10_000:].any()


@pytest.mark.parametrize("rate", [8_000, 22_050, 48_000, 88_200, 96_000, 192_000])
@pytest.mark.parametrize("period", [64, 256, 1024])
def test_a_click_is_heard_when_it_sounded(rate, period):
    sound = np.zeros((2, rate), np.float32)
    at = [round(0.25 * rate), round(0.75 * rate)]
    sound[0, at[0]] = sound[1, at[1]] = 1
    hopper = Hopper(BUSES, rate)
    hops = [hop for part in chunks(sound, [period] * (rate // period)) for hop in hopper.push(part)]
    _, heard = joined(hops + hopper.flush())
    clicks = np.argmax(np.abs(heard), axis=1) / RATE
    assert clicks == pytest.approx([0.25, 0.75], abs=0.001)


@pytest.mark.parametrize("rate", [48_000, 88_200, 96_000])
def test_a_resampled_tone_keeps_its_level_and_its_neighbour_hears_nothing_of_it(rate):
    tone = np.zeros((2, rate), np.float32)
    tone[0] = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    hopper = Hopper(BUSES, rate)
    _, heard = joined(hopper.push(tone) + hopper.flush())
    true = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    assert np.abs(heard[0, 1000:40_000] - true[1000:40_000]).max() < 1e-3
    assert not heard[1].any()


@pytest.mark.parametrize("rate", [48_000, 96_000])
def test_sound_is_held_back_by_no_more_than_a_hop_and_eleven_milliseconds(rate):
    hopper, came, worst = Hopper(BUSES, rate), 0, 0.0
    for k in range(400):
        came += sum(len(hop[0].samples) for hop in hopper.push(noise(128, k)))
        worst = max(worst, (k + 1) * 128 / rate - came / RATE)
    assert worst < HOP / RATE + 0.0115


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_short_gap_is_silence_and_what_follows_keeps_its_time(rate):
    hopper, gap = Hopper(BUSES, rate), rate // 2
    click = np.zeros((2, rate), np.float32)
    click[:, 0] = 1
    starts, heard = joined(hopper.push(noise(rate)) + hopper.push(click, gap) + hopper.flush())
    assert np.diff(starts).tolist() == [HOP] * (len(starts) - 1)
    assert np.argmax(np.abs(heard[0, RATE + 100 :])) + RATE + 100 == pytest.approx(1.5 * RATE, abs=2)
    assert np.abs(heard[:, int(1.1 * RATE) : int(1.4 * RATE)]).max() < 1e-4


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([44_100, 48_000, 96_000]), st.integers(0, 3000), st.floats(1.01, 500))
def test_over_a_long_gap_the_stream_jumps_and_what_follows_keeps_its_time(rate, before, seconds):
    hopper, gap = Hopper(BUSES, rate), int(seconds * rate)
    click = np.zeros((2, rate // 4), np.float32)
    click[:, 0] = 1
    first = hopper.push(noise(before))
    second = hopper.push(click, gap) + hopper.flush()
    starts, _ = joined(first + second)
    assert (np.diff(starts) > 0).all()
    assert not any(start % HOP for start in starts)
    assert len(starts) * HOP < before + rate // 4 + 4 * HOP, "the gap itself is left out"
    true = (before + gap) * RATE / rate
    behind = [hop[0] for hop in second if hop[0].start > true - 2 * HOP]
    heard = behind[0].start + np.argmax(np.abs(np.concatenate([block.samples for block in behind])))
    assert heard == pytest.approx(true, abs=2)


def test_garbage_on_one_bus_is_mended_and_never_reaches_another():
    sound = np.zeros((2, 2 * HOP), np.float32)
    sound[0, ::4], sound[0, 1::4], sound[0, 2::4], sound[0, 3::4] = np.nan, -np.inf, 1e30, 1e-40
    sound[1] = 0.25
    for rate in (44_100, 48_000):
        hopper = Hopper(BUSES, rate)
        _, heard = joined(hopper.push(sound) + hopper.flush())
        assert np.isfinite(heard).all()
        assert np.abs(heard).max() <= CEILING
        assert heard[1, 100:500] == pytest.approx(0.25, abs=1e-3)


def test_clean_changes_nothing_that_is_sound():
    sound = noise(1000)
    assert np.array_equal(clean(sound), sound)
    assert clean(np.array([[np.nan, np.inf, -9, 1e-40]], np.float32)).tolist() == [[0, 0, -CEILING, 0]]
