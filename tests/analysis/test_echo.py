import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.analysis import EARS, Hearing
from bridge.analysis.echo import EchoCanceller, NoEcho, echo_between
from bridge.types import HOP, RATE, Bus
from tests.analysis.sounds import bass, blocks, click, errors, kick, play, pluck, uneven_times

SECONDS = 12.0
TIMES = uneven_times(SECONDS)
BEATS = np.arange(0.6, SECONDS - 0.5, 0.25)


def machine():
    return play(click, BEATS[1::2], SECONDS, seed=3) + play(kick, BEATS[::2], SECONDS, seed=4)


def echo_of(sound, seconds, onto, decibels):
    """``sound`` later through a small room, ``decibels`` relative to the power of ``onto``."""
    rng = np.random.default_rng(1)
    room = 0.05 * rng.standard_normal(800) * np.exp(-np.arange(800) / 300)
    room[0] = 1.0
    late = np.concatenate((np.zeros(round(seconds * RATE)), np.convolve(sound, room)))[: len(sound)]
    gain = np.sqrt(np.mean(onto**2) / np.mean(late**2)) * 10 ** (decibels / 20)
    return (gain * late).astype(np.float32)


def cancelled(*sounds, machines=1):
    canceller = EchoCanceller(np.arange(len(sounds)) < machines)
    stack = np.stack(sounds)
    out = [canceller.push(stack[:, i : i + HOP]) for i in range(0, stack.shape[1] - HOP + 1, HOP)]
    return np.concatenate(out, axis=1)


def power(sound, first=0.0):
    return float(np.mean(np.square(sound[round(first * RATE) :], dtype=np.float64)))


def onsets(sounds, bus):
    hearing = Hearing([Bus(name, machine=name == "sampler") for name in sounds], {"onsets": EARS["onsets"]})
    hops = zip(*(blocks(sound, name) for name, sound in sounds.items()), strict=True)
    return [r.t for hop in hops for r in hearing.push(hop) if r.bus == bus]


@pytest.mark.parametrize(("late", "decibels", "gain"), [(0.005, -20, 3), (0.03, -12, 8), (0.08, -6, 10)])
def test_while_everybody_plays_the_echo_grows_fainter(late, decibels, gain):
    reference, notes = machine(), play(pluck, TIMES, SECONDS)
    echo = echo_of(reference, late, notes, decibels)
    left = cancelled(reference, notes + echo)[1] - notes[: len(notes) // HOP * HOP]
    assert 10 * np.log10(power(echo, 6.0) / power(left, 6.0)) > gain


def test_the_machine_itself_passes_untouched():
    reference, notes = machine(), play(pluck, TIMES, SECONDS)
    clean = cancelled(reference, notes)[0]
    np.testing.assert_array_equal(clean, reference[: len(clean)])


def test_a_bus_without_echo_stays_as_it_was():
    reference, notes = machine(), play(bass, TIMES, SECONDS)
    clean = cancelled(reference, notes)[1]
    assert power(clean - notes[: len(clean)], 1.0) < 0.02 * power(notes, 1.0)


def test_a_machine_that_is_not_heard_changes_no_onset():
    notes = play(pluck, TIMES, SECONDS)
    alone = onsets({"keys": notes}, "keys")
    beside = onsets({"sampler": machine(), "keys": notes}, "keys")
    assert len(errors(beside, alone, within=0.005)) >= 0.95 * len(alone)
    assert len(errors(alone, beside, within=0.005)) >= 0.95 * len(beside)


def test_two_machines_are_both_taken_out():
    kicks, clicks = play(kick, BEATS, SECONDS, seed=3), play(click, BEATS + 0.1, SECONDS, seed=4)
    notes = play(pluck, TIMES, SECONDS)
    echo = echo_of(kicks, 0.01, notes, -12) + echo_of(clicks, 0.05, notes, -12)
    left = cancelled(kicks, clicks, notes + echo, machines=2)[2] - notes[: len(notes) // HOP * HOP]
    assert power(left, 6.0) < 0.3 * power(echo, 6.0)


@pytest.mark.parametrize("decibels", [-20, -6])
def test_the_onsets_are_those_of_the_bus_without_echo(decibels):
    reference, notes = machine(), play(pluck, TIMES, SECONDS)
    heard = notes + echo_of(reference, 0.04, notes, decibels)
    truth = [t for t in onsets({"keys": notes}, "keys") if t > 3]
    bled = [t for t in onsets({"keys": heard}, "keys") if t > 3]
    clean = [t for t in onsets({"sampler": reference, "keys": heard}, "keys") if t > 3]
    assert len(errors(clean, truth, within=0.01)) >= 0.9 * len(truth)
    assert len(errors(truth, clean, within=0.01)) >= 0.75 * len(clean)
    assert len(errors(truth, bled, within=0.01)) < 0.7 * len(bled)


def test_notes_in_time_with_the_machine_are_kept():
    reference = machine()
    together = [t + 0.012 for t in BEATS]
    notes = play(pluck, together, SECONDS)
    heard = notes + echo_of(reference, 0.012, notes, -12)
    found = onsets({"sampler": reference, "keys": heard}, "keys")
    late = [t for t in together if t > 3]
    assert len(errors(found, late, within=0.02)) >= 0.8 * len(late)


@settings(max_examples=15, deadline=None)
@given(scale=st.sampled_from([1e-30, 1e-6, 1.0, 2.0]), seed=st.integers(0, 99))
def test_whatever_comes_the_residual_is_finite_and_not_louder(scale, seed):
    rng = np.random.default_rng(seed)
    sparse = rng.uniform(-1, 1, (3, 60 * HOP)) * (rng.random((3, 60 * HOP)) < 0.3)
    sounds = (scale * sparse).astype(np.float32)
    clean = cancelled(*sounds)
    assert np.isfinite(clean).all()
    assert power(clean[1]) <= 1.5 * power(sounds[1]) + 1e-12


def test_the_echo_path_may_change():
    reference, notes = machine(), play(pluck, TIMES, SECONDS)
    echo = echo_of(reference, 0.01, notes, -6)
    half = len(echo) // 2
    echo[half:] = echo_of(reference, 0.06, notes, -6)[half:]
    left = cancelled(reference, notes + echo)[1] - notes[: len(notes) // HOP * HOP]
    assert power(left, 10.0) < 0.5 * power(echo, 10.0)


@pytest.mark.parametrize("machine", [[False, False], [True, True], [True]])
def test_without_both_kinds_of_bus_there_is_nothing_to_cancel(machine):
    assert isinstance(echo_between(np.array(machine)), NoEcho)
