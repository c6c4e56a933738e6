"""A count-in through real JACK: sticks in at one end, Start on beat 5 at the other."""

from __future__ import annotations

import signal
import subprocess
import time
from contextlib import ExitStack

import numpy as np
import pytest

from bridge.types import RATE as BUS_RATE
from tests.clock.test_count_in import take
from tests.e2e.stage import CLOCK, RATE, bridge_command, client, spawn, to_jack

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CONFIG = """[clock]
auto_start = "count_in"
[[bus]]
name = "drums"
[[bus]]
name = "bass"
[[midi]]
kind = "jack"
[osc]
port = {port}
targets = []
"""
BPM, FIRST = 126.0, 3.0


def test_start_goes_out_just_before_the_clock_of_beat_five(module_jackd, free_port, tmp_path):
    clicks = FIRST + np.arange(4) * 60 / BPM
    np.save(tmp_path / "sound.npy", to_jack(take(clicks, end=FIRST + 4), BUS_RATE))
    config = tmp_path / "bridge.toml"
    config.write_text(CONFIG.format(port=free_port))
    with ExitStack() as stack:
        log = stack.enter_context((tmp_path / "run").open("w+"))
        command = bridge_command("run", "--config", str(config))
        bridge = spawn(stack, command, stdout=subprocess.PIPE, stderr=log)
        assert bridge.stdout.readline().strip() == "ready", (tmp_path / "run").read_text()
        listener = client(stack, "clock_listener.py", CLOCK)
        assert listener.stdout.readline().strip() == "listening"
        daw = client(
            stack, "player.py", str(tmp_path / "sound.npy"), "leaderbridge:drums", "leaderbridge:bass"
        )
        begun = int(daw.stdout.readline().split()[1])
        assert daw.stdout.readline().strip() == "done"
        bridge.send_signal(signal.SIGTERM)
        assert bridge.wait(20) == 0
        time.sleep(0.2)
        out, _ = listener.communicate(timeout=10)
    heard = [(int(frame) - begun, data) for frame, data in (line.split() for line in out.splitlines())]
    started = next(n for n, (_, data) in enumerate(heard) if data == "fa")
    after = [frame / RATE for frame, data in heard[started:] if data == "f8"]
    assert [data for _, data in heard].count("fa") == 1
    assert after[0] == pytest.approx(FIRST + 4 * 60 / BPM, abs=0.015)
    assert np.median(np.diff(after)) == pytest.approx(60 / BPM / 24, rel=0.01)
