"""A private jackd for each test that needs one, and a child process to test in."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import time
import uuid
from contextlib import contextmanager

import pytest


@contextmanager
def jackd(*options, rate=48_000, period=256, name=None):
    """A dummy JACK server of its own, gone afterwards; gives its name and its process.

    It is asked to end, not killed: JACK has places for eight servers, and one that is killed
    keeps its place until another of the same name comes.
    """
    assert shutil.which("jackd"), "jackd is missing: apt install jackd2"
    name = name or f"lb-audio-{uuid.uuid4().hex[:8]}"
    env = {**os.environ, "JACK_NO_AUDIO_RESERVATION": "1"}
    server = subprocess.Popen(
        [
            "jackd",
            "-n",
            name,
            "--realtime",
            "-P",
            "70",
            *options,
            "-d",
            "dummy",
            "-r",
            str(rate),
            "-p",
            str(period),
            "-C",
            "2",
            "-P",
            "2",
        ],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_server(name, server)
        yield name, server
    finally:
        server.terminate()
        server.wait(10)


def _await_server(name, server):
    deadline = time.monotonic() + 15
    env = {**os.environ, "JACK_DEFAULT_SERVER": name, "JACK_NO_START_SERVER": "1"}
    while subprocess.run(["jack_lsp"], env=env, capture_output=True).returncode:
        assert server.poll() is None, "jackd ended at once"
        assert time.monotonic() < deadline, "jackd does not answer"
        time.sleep(0.1)


@pytest.fixture
def start_jackd():
    return jackd


@pytest.fixture
def spawned():
    """Starts targets in processes of their own and kills what is left of them afterwards."""
    context = multiprocessing.get_context("spawn")
    running = []

    def start(target, *args):
        mine, theirs = context.Pipe()
        process = context.Process(target=target, args=(*args, theirs), daemon=True)
        process.start()
        theirs.close()
        running.append(process)
        return process, mine

    yield start
    for process in running:
        process.kill()
        process.join()
