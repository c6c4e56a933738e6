"""An output says how it is doing, and a successor knows where to go on."""

import pytest

from bridge.clock.pulses import Cursor
from bridge.outputs.health import LATE, RESUME, Health, HealthBlock, Meter


@pytest.fixture
def block():
    block = HealthBlock.create()
    yield block
    block.unlink()


def test_a_block_nobody_wrote_is_all_zero(block):
    assert block.read() == Health()
    assert block.read().cursor(5.0) == Cursor()


def test_the_meter_counts_what_was_late(block):
    meter = Meter(block)
    meter.sent(0.0)
    meter.sent(LATE * 3)
    meter.skipped()
    meter.xruns = 2
    meter.clients = 4
    meter.post()
    health = block.read()
    assert (health.sent, health.late, health.skipped, health.xruns, health.clients) == (2, 1, 1, 2, 4)
    assert health.max_late_us == pytest.approx(3000)


def test_a_successor_takes_up_the_count_if_it_comes_soon(block):
    Meter(block).post(Cursor(clock=77, serial=3, playing=True, sent=100.0))
    health = block.read()
    assert health.cursor(100.5) == Cursor(77, 3, True, 100.0)
    assert health.cursor(100.0 + RESUME + 1) == Cursor()


def test_after_a_restart_of_the_computer_the_count_is_not_taken_up(block):
    Meter(block).post(Cursor(clock=77, serial=3, playing=True, sent=100.0))
    assert block.read().cursor(3.0) == Cursor()
