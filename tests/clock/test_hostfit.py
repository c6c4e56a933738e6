"""Stream time and host time: two clocks, one line between them."""

import numpy as np
import pytest

from bridge.clock.hostfit import HostFit

PERIOD = 512 / 48_000


def stamps(seconds, drift=100e-6, jitter=0.0005, start=1000.0, seed=1, first=0.0):
    """Ends of periods and when a thread saw them: always late, by chance."""
    rng = np.random.default_rng(seed)
    stream = first + np.arange(1, int(seconds / PERIOD)) * PERIOD
    late = rng.exponential(jitter, len(stream))
    return stream, start + stream * (1 + drift) + late


def fed(fit, stream, host):
    for s, h in zip(stream, host, strict=True):
        fit.push(float(s), int(h * 1e9))
    return fit


def test_a_drifting_jittery_card_is_followed_to_a_fraction_of_a_millisecond():
    fit = HostFit()
    stream, host = stamps(60.0)
    errors = []
    for s, h in zip(stream, host, strict=True):
        fit.push(float(s), int(h * 1e9))
        errors.append(fit.host(float(s)) - (1000 + s * (1 + 100e-6)))
    settled = np.array(errors[len(errors) // 3 :])
    assert np.abs(settled).max() < 0.001
    assert settled.std() < 0.0002


def test_the_fit_is_smooth_where_the_stamps_are_not():
    fit = HostFit()
    stream, host = stamps(30.0, jitter=0.002)
    out = []
    for s, h in zip(stream, host, strict=True):
        fit.push(float(s), int(h * 1e9))
        out.append(fit.host(float(s)))
    steps = np.diff(np.array(out[200:])) / PERIOD
    assert np.abs(steps - 1).max() < 0.001


def test_outliers_change_nothing():
    stream, host = stamps(20.0)
    spoiled = host.copy()
    spoiled[500::50] += 0.1
    clean = fed(HostFit(), stream, host)
    assert fed(HostFit(), stream, spoiled).host(20.0) == pytest.approx(clean.host(20.0), abs=2e-4)


def test_host_and_stream_are_inverse():
    fit = fed(HostFit(), *stamps(5.0))
    assert fit.stream(fit.host(7.5)) == pytest.approx(7.5, abs=1e-9)


def test_a_stamp_from_the_past_is_ignored():
    fit = fed(HostFit(), *stamps(5.0))
    before = fit.host(5.0)
    fit.push(1.0, 1)
    assert fit.host(5.0) == before


def test_a_new_epoch_a_few_milliseconds_off_is_glided_to():
    fit = fed(HostFit(), *stamps(10.0, jitter=0.0002))
    stream, host = stamps(10.0, jitter=0.0002, start=1000.012, first=12.0)
    out = []
    for s, h in zip(stream, host, strict=True):
        fit.push(float(s), int(h * 1e9))
        out.append(fit.host(float(s)))
    bends = np.diff(out) / PERIOD - 1
    assert np.abs(bends).max() < 0.02
    assert out[-1] == pytest.approx(host[-1], abs=0.001)


def test_a_new_epoch_a_tenth_of_a_second_off_is_glided_to_in_haste():
    fit = fed(HostFit(), *stamps(10.0, jitter=0.0002))
    stream, host = stamps(4.0, jitter=0.0002, start=1000.1, first=12.0)
    out = [fed(fit, [s], [h]).host(float(s)) for s, h in zip(stream, host, strict=True)]
    assert np.abs(np.diff(out) / PERIOD - 1).max() < 0.11
    assert out[-1] == pytest.approx(host[-1], abs=0.002)


def test_after_a_long_sleep_the_fit_jumps():
    fit = fed(HostFit(), *stamps(10.0))
    stream, host = stamps(3.0, start=1030.0, first=10.0)
    assert fed(fit, stream, host).host(float(stream[-1])) == pytest.approx(host[-1], abs=0.003)


def test_the_first_seat_is_told():
    fit = HostFit()
    fit.push(0.0, 0)
    assert not fit.settled
    assert fed(fit, *stamps(1.0, start=0.0)).settled
