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
