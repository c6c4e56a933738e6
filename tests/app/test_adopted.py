"""A process that another has started is watched and ended like one's own."""

from __future__ import annotations

import subprocess
import sys

from bridge.app.adopted import Adopted


def sleeper() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])


def test_one_that_runs_has_no_exit_code_and_ends_when_it_is_asked_to():
    process = sleeper()
    adopted = Adopted(process.pid)
    assert (adopted.pid, adopted.exitcode) == (process.pid, None)
    adopted.terminate()
    adopted.join(10)
    assert adopted.exitcode == 1, "dead, though its parent has not asked yet how it ended"
    process.wait()
    assert adopted.exitcode == 1
    adopted.kill()


def test_waiting_for_one_that_stays_ends_in_time():
    process = sleeper()
    adopted = Adopted(process.pid)
    adopted.join(0.05)
    assert adopted.exitcode is None
    adopted.kill()
    process.wait()


def test_one_that_is_gone_already_is_dead():
    process = sleeper()
    process.kill()
    process.wait()
    assert Adopted(process.pid).exitcode == 1
