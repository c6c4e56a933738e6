"""Processes that die are replaced, and the receivers of the clock notice nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import ExitStack

import numpy as np
import psutil
import pytest

from tests import jack
from tests.e2e.stage import CLOCK, RATE, bridge_command, client, spawn

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def child_called(parent: int, name: str) -> int | None:
    """The child process of ``parent`` by the name that the system knows."""
    children = psutil.Process(parent).children()
    return next((child.pid for child in children if child.name() == f"bridge-{name}"), None)


def test_a_killed_analysis_costs_the_receivers_no_clock_and_no_start(module_jackd, free_port, tmp_path):
    config = tmp_path / "bridge.toml"
    osc = f"[osc]\nport = {free_port}\ntargets = []\n"
    config.write_text(f'[clock]\nhint_bpm = 120.0\n[[midi]]\nkind = "jack"\n{osc}')
    with ExitStack() as stack:
        log = stack.enter_context((tmp_path / "run").open("w+"))
        command = bridge_command("run", "--config", str(config))
        bridge = spawn(stack, command, stdout=subprocess.PIPE, stderr=log)
        assert bridge.stdout.readline().strip() == "ready", (tmp_path / "run").read_text()
        listener = client(stack, "clock_listener.py", CLOCK)
        assert listener.stdout.readline().strip() == "listening"
        time.sleep(3)
        victim = child_called(bridge.pid, "analysis")
        os.kill(victim, signal.SIGKILL)
        jack.wait_for(lambda: child_called(bridge.pid, "analysis") not in (None, victim), 20)
        time.sleep(4)
        out, _ = listener.communicate(timeout=10)
        bridge.send_signal(signal.SIGTERM)
        assert bridge.wait(20) == 0
    messages = [line.split() for line in out.splitlines()]
    clocks = np.array([int(frame) for frame, data in messages if data == "f8"]) / RATE
    assert {data for _, data in messages} == {"f8"}
    gaps = np.diff(clocks) / (60 / 120 / 24)
    # A lost clock is a gap of 2, a doubled one of 0. A quarter is left to jackd, which stalls for a
    # millisecond or two while a process starts beside it on a small machine.
    assert np.all(np.abs(gaps - 1) < 0.25)
    assert np.mean(gaps) == pytest.approx(1, abs=0.005)
