"""Where a running bridge listens: on this computer alone, unless a person opens it, and then it says so."""

from __future__ import annotations

import socket
from pathlib import Path

import psutil
import pytest

from tests.dashboard.house import free_port as free_tcp_port
from tests.fuzz.names import HOSTILE
from tests.outputs.osc_ear import Ear
from tests.program import Program, session

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HERE = "127.0.0.1"


def doors(bridge: Program) -> set[tuple[str, int]]:
    """Address and port of each internet socket of all its processes, but for TCP's to somebody certain."""
    return {
        (c.laddr.ip, c.laddr.port)
        for pid in session(bridge.process.pid)
        for c in psutil.Process(pid).net_connections("inet")
        if c.type == socket.SOCK_DGRAM or c.status == psutil.CONN_LISTEN
    }


@pytest.fixture
def settings(tmp_path, free_port) -> Path:
    path = tmp_path / "gig.toml"
    page = f"[dashboard]\nport = {free_tcp_port()}\n"
    path.write_text(f'[[midi]]\nkind = "jack"\n{page}[osc]\nport = {free_port}\n')
    return path


def test_by_default_a_bridge_is_for_this_computer_alone_and_no_name_leaves_a_trace(
    module_jackd, settings, free_port, tmp_path
):
    """Names that a shell or a path would heed: each as a song, a bus, an output and an address."""
    with Program(tmp_path, "run", "--dashboard", "-c", settings) as bridge, Ear(free_port) as ear:
        bridge.until_ready()
        found, before = doors(bridge), everything(tmp_path)
        for name in HOSTILE:
            for row in ("song", "lead", "offset", name.replace("\0", "")[:200] or "x"):
                ear.say(f"/bridge/{row}", name, *([1.0] if row == "offset" else []))
            ear.until("/bridge/error")
        ear.listen(1.0)
        ear.say("/bridge/query")
        assert ear.until("/bridge/buses")
        assert everything(tmp_path) == before
        bridge.interrupt()
        assert bridge.outcome().clean
        assert "warning" not in bridge.err
    assert (HERE, free_port) in found
    assert len(found) >= 2
    assert {address for address, _ in found} == {HERE}
    assert not Path("/tmp/pwned").exists()
    assert not Path("pwned").exists()


def test_what_a_person_opens_is_open_and_said(module_jackd, settings, free_port, tmp_path):
    settings.write_text(settings.read_text() + 'host = "0.0.0.0"\n')
    env = {"XDG_STATE_HOME": str(tmp_path)}
    with Program(tmp_path, "run", "--lan", "-c", settings, env=env) as bridge:
        bridge.until_ready()
        found = doors(bridge)
        bridge.interrupt()
        assert bridge.outcome().code == 0
        said = bridge.err
    assert ("0.0.0.0", free_port) in found
    assert "warning: OSC is open to the network" in said
    assert "warning: the page is open to the local network" in said
    assert "token=" in said


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))
