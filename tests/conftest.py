"""Fixtures that several stations' tests share."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests import jack


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the programs of tests write down for themselves, as their log, is not the person's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture
def jackd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A private synchronous JACK server at 48 kHz; the environment points at it.

    One that listens to what keeps no better time than the server's period sets a shorter ``JACK_PERIOD``.
    """
    with jack.jackd(period=getattr(request.module, "JACK_PERIOD", jack.PERIOD)) as name:
        monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
        monkeypatch.setenv("JACK_NO_START_SERVER", "1")
        yield name


@pytest.fixture(scope="session")
def need_ray() -> None:
    """In CI a missing part fails; elsewhere Ray is too heavy to install unasked."""
    if not all(find_spec(name) for name in ("ray", "pyarrow", "grpc")):
        message = "Ray is missing: pip install 'leaderbridge[cluster]'"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture
def udp_port() -> int:
    """A UDP port that nobody used a moment ago."""
    return _free_port()


@pytest.fixture
def second_udp_port(udp_port: int) -> int:
    """Another one."""
    return next(port for port in iter(_free_port, udp_port))


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
