"""However the bridge is ended, nothing of it stays behind, and the receivers are told."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import psutil
import pytest

from tests.e2e.faults.concert import concert, processes_of
from tests.jack import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.whole]

STOP = b"\xfc"


def shared_memory(processes) -> set[Path]:
    """What of it these processes have."""
    found = {Path(m.path) for p in processes for m in p.memory_maps() if m.path.startswith("/dev/shm/psm_")}
    assert found
    return found


@pytest.mark.parametrize(
    "how", [pytest.param(signal.SIGTERM, marks=pytest.mark.e2e), signal.SIGINT, signal.SIGHUP]
)
def test_an_end_that_was_asked_for_leaves_nothing_behind(how, tmp_path):
    with concert(tmp_path, 40.0) as on:
        port = port_of(on)
        everybody = list(processes_of(tmp_path))
        memory = shared_memory(everybody)
        on.bridge.send_signal(how)
        assert on.bridge.wait(20) == 0
        wait_for(lambda: on.drums.messages()[-1] == STOP)
        assert gone(everybody)
        assert not any(map(Path.exists, memory))
        assert is_free(port)
        assert on.kept()


@pytest.mark.e2e
def test_when_the_parent_is_killed_its_guard_leaves_nothing_behind_either(tmp_path):
    with concert(tmp_path, 40.0) as on:
        port, guard = port_of(on), on.family()["guard"]
        on.bridge.kill()
        everybody = list(processes_of(tmp_path))
        memory = shared_memory(everybody)
        wait_for(lambda: any("its guard goes on" in line for line in on.said()), 20)
        guard.terminate()
        psutil.wait_procs(everybody, 20)
        wait_for(lambda: on.drums.messages()[-1] == STOP)
        assert gone(everybody)
        wait_for(lambda: not any(map(Path.exists, memory)))
        assert is_free(port)


def port_of(on) -> int:
    """Where the bridge hears OSC."""
    line = next(line for line in (on.folder / "gig.toml").read_text().splitlines() if line.startswith("port"))
    return int(line.split("=")[1])


def gone(processes) -> bool:
    return not [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", port))
    return True
