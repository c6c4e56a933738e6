"""What comes while the disk stalls is kept, as far as there is room."""

import itertools
import threading
import time

import pytest

from bridge.outputs import keeping
from bridge.outputs.keeping import keep
from bridge.outputs.process import Leaving


class Tap:
    """Gives the numbers from 0 on, one a turn, then nothing more; asks to leave after the last."""

    def __init__(self, count, leaving):
        self._left, self._leaving = iter(range(count)), leaving
        self.dry = threading.Event()

    def __call__(self):
        time.sleep(0.0005)
        some = list(itertools.islice(self._left, 1))
        if not some:
            self.dry.set()
        return some


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(keeping, "EVERY", 0.01)


def kept(count, most, stall):
    """What arrives at the disk, and how many were lost, when its first write takes until all came, if it
    stalls."""
    leaving, written, lost = Leaving(), [], []
    tap = Tap(count, leaving)

    def write(batch):
        if batch and stall and not written:
            tap.dry.wait(20)
        written.extend(batch)
        if tap.dry.is_set():
            leaving.ask()

    keep(tap, write, lambda: lost.append(1), most, leaving)
    return written, len(lost)


@pytest.mark.parametrize("stall", [False, True])
def test_nothing_is_lost_while_there_is_room(stall):
    written, lost = kept(300, 1000, stall)
    assert (written, lost) == (list(range(300)), 0)


def test_of_what_does_not_fit_the_oldest_goes_and_is_counted():
    written, lost = kept(300, 100, stall=True)
    assert written[-100:] == list(range(200, 300))
    assert lost == 300 - len(written)
    assert lost > 0


def test_a_disk_that_refuses_ends_it():
    def write(batch):
        if batch:
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        keep(Tap(10, Leaving()), write, lambda: None, 100, Leaving())
