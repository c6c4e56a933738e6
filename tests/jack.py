"""A private JACK server without a sound card, for tests that need a real one."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE_MS = 3000
"""Six times jackd's own, which throws out clients on a machine that stalls."""
LEAVING = 20.0
"""Seconds in which a server has left, though it waits five for each client that died without a word."""
PERIOD = 2048
"""Frames, 43 ms: a machine that stalls for less costs no xrun. Nothing that is tested depends on it."""
PLACES = 8
"""Servers that a machine has room for. One that is killed keeps its place until another takes its name."""
BY_INTERRUPT = signal.SIGINT
"""The farewell by which Debian's C clients leave the server in order; on SIGTERM they die without a word."""


WITH_ITS_PARENT = ["setpriv", "--pdeathsig", "TERM"] if sys.platform == "linux" else []
"""Before a command: it ends when who started it is gone, be it killed."""


def need(program: str, package: str) -> str:
    """The path of ``program``; without it the test fails under CI and is skipped elsewhere."""
    path = shutil.which(program)
    if path is None:
        message = f"{program} is missing: sudo apt install {package}"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return path


@contextlib.contextmanager
def jackd(
    rate: int = 48_000,
    period: int = PERIOD,
    channels: int = 2,
    synchronous: bool = True,
    patience_ms: int = PATIENCE_MS,
    scheduling: str = "--realtime",
) -> Iterator[str]:
    """The name of a jackd of its own, running until the end of the block.

    Set ``JACK_DEFAULT_SERVER`` to it for everything that shall use it.
    """
    with free_name() as name:
        server = start_jackd(name, rate, period, channels, synchronous, patience_ms, scheduling)
        try:
            yield name
        finally:
            stop(server, LEAVING)


@contextlib.contextmanager
def free_name() -> Iterator[str]:
    """A name for a server, this block's own until it ends; one of few, so that places come free again."""
    for number in range(PLACES):
        with Path(tempfile.gettempdir(), f"leaderbridge-test-{number}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            os.set_inheritable(lock.fileno(), True)  # a server that takes its time to leave keeps its name
            yield f"leaderbridge-test-{number}"
            return
    pytest.fail(f"{PLACES} servers of tests are running: JACK has no room for more")


def start_jackd(
    name: str,
    rate: int = 48_000,
    period: int = PERIOD,
    channels: int = 2,
    synchronous: bool = True,
    patience_ms: int = PATIENCE_MS,
    scheduling: str = "--realtime",
) -> subprocess.Popen:
    """A jackd called ``name`` that answers; the caller stops it.

    Synchronous it waits for its clients in each cycle, so that runs on a loaded machine are exact; one that
    takes longer than ``patience_ms`` is thrown out.
    """
    mode = ["-S"] if synchronous else []
    command = [
        *WITH_ITS_PARENT,
        need("jackd", "jackd2"),
        "-n",
        name,
        scheduling,
        "-P",
        "70",
        *mode,
        "-t",
        str(patience_ms),
        "-d",
        "dummy",
        "-r",
        str(rate),
        "-p",
        str(period),
        "-C",
        str(channels),
        "-P",
        str(channels),
    ]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, env=environment(name), stdout=quiet, stderr=quiet, close_fds=False)
    wait = [need("jack_wait", "jackd2"), "-s", name, "-w", "-t", "10"]
    answer = subprocess.run(wait, env=environment(name), capture_output=True, timeout=30)
    if answer.returncode or server.poll() is not None:
        stop(server, LEAVING)
        pytest.fail(f"jackd {name} does not answer")
    return server


def pd_command(patch: Path) -> list[str]:
    """Headless Pure Data with ``patch`` open: no window, sound or MIDI, its words on stderr."""
    pd = need("pd", "puredata-core")
    quiet = ["-nogui", "-noprefs", "-noaudio", "-nomidi", "-stderr", "-sleepgrain", "1"]
    return [pd, *quiet, "-open", str(patch)]


def stop(process: subprocess.Popen, patience: float = 5.0, farewell: signal.Signals = signal.SIGTERM) -> None:
    """End a process that this test started, by ``farewell``, after ``patience`` seconds by force."""
    process.send_signal(farewell)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def environment(name: str) -> dict[str, str]:
    """The environment in which programs find the server ``name``."""
    return {
        **os.environ,
        "JACK_DEFAULT_SERVER": name,
        "JACK_NO_AUDIO_RESERVATION": "1",
        "JACK_NO_START_SERVER": "1",
    }


def wait_for(condition, seconds: float = 10.0):
    """What ``condition()`` gives once it is true; fails the test after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    return pytest.fail(f"waited {seconds:g} s in vain")
