import numpy as np
import pytest

from bridge.app.feed import Feed
from bridge.audio.ring import Ring
from bridge.types import HOP, RATE, Bus

BUSES = (Bus("drums"), Bus("bass"))
SECOND = 1_000_000_000


@pytest.fixture
def ring():
    ring = Ring.create(2)
    yield ring
    ring.unlink()


def fill(ring, periods, frames=256, at=0, lost=0):
    for k in range(periods):
        host = at + round((k + 1) * frames / RATE * SECOND)
        ring.write(np.full((2, frames), 0.1, np.float32), host, lost if k == 0 else 0)


def test_periods_become_hops_without_a_gap(ring):
    ring.begin(RATE, 256)
    feed = Feed(ring, BUSES)
    fill(ring, 9)
    starts = [blocks[0].start for blocks in feed.hops()]
    assert starts == [0, HOP, 2 * HOP, 3 * HOP]


def test_lost_frames_are_counted_and_filled(ring):
    ring.begin(RATE, 256)
    feed = Feed(ring, BUSES)
    fill(ring, 2)
    fill(ring, 2, lost=512)
    hops = list(feed.hops())
    assert feed.lost == 512
    assert [float(blocks[0].samples.max()) for blocks in hops] == pytest.approx([0.1, 0.0, 0.1])


def test_a_restarted_device_goes_on_later_in_the_same_stream(ring):
    ring.begin(RATE, 256)
    feed = Feed(ring, BUSES)
    fill(ring, 4)
    before = [blocks[0].start for blocks in feed.hops()]
    ring.begin(48_000, 512)
    fill(ring, 20, frames=512, at=3 * SECOND)
    after = [blocks[0].start for blocks in feed.hops()]
    assert after[0] / RATE == pytest.approx(3.0, abs=0.05)
    assert after[0] > before[-1]
    assert feed.lost == 0


def test_stream_time_is_fitted_to_host_time(ring):
    ring.begin(RATE, 256)
    feed = Feed(ring, BUSES)
    fill(ring, 120, at=100 * SECOND)
    list(feed.hops())
    assert feed.host.host(0.5) == pytest.approx(100.5, abs=1e-3)


def starts(hops):
    return np.array([blocks[0].start for blocks in hops])


@pytest.mark.parametrize("rate", [RATE, 48_000])
def test_without_sound_the_stream_goes_on_in_silence_and_later_with_sound(ring, rate):
    ring.begin(rate, 256)
    feed = Feed(ring, BUSES)
    assert not list(feed.silence(SECOND)), "nothing has begun"
    for k in range(rate // 256):
        ring.write(np.full((2, 256), 0.1, np.float32), round((k + 1) * 256 / rate * SECOND))
    first = starts(feed.hops())
    silence = [hop for ms in range(1000, 3001, 20) for hop in feed.silence(ms * 1_000_000)]
    assert not any(block.samples.any() for blocks in silence[2:] for block in blocks)
    assert (starts(silence)[-1] + HOP) / RATE == pytest.approx(2.95, abs=0.03)
    ring.begin(48_000, 512)
    fill_at = round(3.02 * SECOND)
    for k in range(100):
        ring.write(np.full((2, 512), 0.1, np.float32), fill_at + round((k + 1) * 512 / 48_000 * SECOND))
    sound = list(feed.hops())
    every = np.concatenate([first, starts(silence), starts(sound)])
    assert set(np.diff(every)) == ({HOP} if rate == 48_000 else {HOP, 7 * HOP}), "another rate begins anew"
    begins = next(blocks[0] for blocks in sound if blocks[0].samples.any())
    assert (begins.start + np.flatnonzero(begins.samples)[0]) / RATE == pytest.approx(3.02, abs=0.005)
    assert feed.lost == 0


def test_sound_that_comes_for_a_time_already_silent_is_left_out_and_the_time_stays_true(ring):
    ring.begin(RATE, 512)
    feed = Feed(ring, BUSES)
    fill(ring, 10, frames=512)
    before = list(feed.hops())
    silence = list(feed.silence(2 * SECOND))
    fill(ring, 30, frames=512, at=2 * SECOND)  # a device that goes on and does not know that it was late
    assert not list(feed.hops())
    fill(ring, 30, frames=512, at=round(2.35 * SECOND), lost=2 * RATE)
    after = list(feed.hops())
    assert (np.diff(starts(before + silence + after)) % HOP == 0).all()
    assert (np.diff(starts(before + silence + after)) > 0).all()
    assert feed.lost == 2 * RATE
    sound = [blocks[0].start for blocks in after if blocks[0].samples.any()]
    assert sound[0] / RATE == pytest.approx(40 * 512 / RATE + 2.0, abs=0.02)


def test_a_long_time_without_sound_is_leapt_over(ring):
    ring.begin(RATE, 512)
    feed = Feed(ring, BUSES)
    fill(ring, 10, frames=512)
    assert len(list(feed.hops())) == 10
    leap = starts([*feed.silence(100 * SECOND), *feed.silence(round(100.05 * SECOND))])
    assert len(leap) < 6
    assert leap[0] / RATE == pytest.approx(99.95, abs=0.03)
