"""The process that a person started dies, and the band does not notice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests import jack
from tests.e2e.stage import CLOCK, RATE, bridge_command, client, spawn
from tests.e2e.test_takeover import child_called

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BPM = 120


def shared_memory() -> set[str]:
    return set(os.listdir("/dev/shm"))


def test_the_clock_goes_on_and_the_guard_looks_after_the_others_until_it_is_told_to_end(
    module_jackd, free_port, tmp_path
):
    before = shared_memory()
    config, log = tmp_path / "bridge.toml", tmp_path / "run"
    config.write_text(
        f'[clock]\nhint_bpm = {BPM}.0\n[[midi]]\nkind = "jack"\n[osc]\nport = {free_port}\ntargets = []\n'
    )
    with ExitStack() as stack:
        err = stack.enter_context(log.open("w"))
        command = bridge_command("run", "--config", str(config))
        bridge = spawn(stack, command, stdout=subprocess.PIPE, stderr=err)
        assert bridge.stdout.readline().strip() == "ready", log.read_text()
        listener = client(stack, "clock_listener.py", CLOCK)
        assert listener.stdout.readline().strip() == "listening"
        family = psutil.Process(bridge.pid).children(recursive=True)
        time.sleep(2)
        analysis = child_called(bridge.pid, "analysis")
        bridge.kill()
        bridge.wait(5)
        guard = jack.wait_for(lambda: guard_of(log), 20)
        stack.callback(end, guard)
        time.sleep(1)
        os.kill(analysis, signal.SIGKILL)
        jack.wait_for(lambda: child_called(guard, "analysis"), 20)
        time.sleep(4)
        os.kill(guard, signal.SIGTERM)
        psutil.wait_procs(family, 20)
        assert not [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
        out, _ = listener.communicate(timeout=10)
    messages = [line.split() for line in out.splitlines()]
    clocks = np.array([int(frame) for frame, data in messages if data == "f8"]) / RATE
    gaps = np.diff(clocks) / (60 / BPM / 24)
    assert np.all(np.abs(gaps - 1) < 0.25)
    assert clocks[-1] - clocks[0] > 7
    jack.wait_for(lambda: shared_memory() <= before, 10)


def guard_of(log: Path) -> int | None:
    """The process that the log says goes on with the others."""
    words = log.read_text().split()
    return int(words[words.index("kill") + 1]) if "kill" in words else None


def end(guard: int) -> None:
    if psutil.pid_exists(guard):
        psutil.Process(guard).terminate()
