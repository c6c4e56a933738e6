"""A bridge that follows the demo band, with its page, and a program that hears all of its OSC."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import psutil
import pytest

from tests.dashboard.house import free_port
from tests.e2e.stage import bridge_command, spawn
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear

SONGS = """
[[song]]
name = "Blue Monday"
tempo = 112
rail = 40

[[song]]
name = "Sarabande"
tempo = 90
rail = 40
"""


class Radio:
    """Hears OSC all the time, in a thread of its own."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._said: dict[str, list[tuple[float, list]]] = defaultdict(list)
        self._on = True
        self._thread = threading.Thread(target=self._hear, daemon=True)
        self._thread.start()

    def _hear(self) -> None:
        while self._on:
            self._ear.listen(0.05)
            for t, address, args in self._ear.heard:
                self._said[address].append((t, args))
            self._ear.heard.clear()

    def all(self, address: str, since: float = 0.0) -> list[tuple[float, list]]:
        """The arguments of all messages to ``address`` since then, and when each came."""
        said = self._said[address]
        return said[bisect_left(said, since, key=itemgetter(0)) :]

    def last(self, address: str) -> list:
        """The newest one's arguments."""
        return self._said[address][-1][1]

    def until(
        self, address: str, accept: Callable[[list], bool], since: float | None = None, seconds: float = 20.0
    ) -> tuple[float, list]:
        """The first message that came since ``since`` (now) and is accepted."""
        since = time.monotonic() if since is None else since
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = next((m for m in self.all(address, since) if accept(m[1])), None)
            if found is not None:
                return found
            time.sleep(0.02)
        return pytest.fail(f"no such {address} within {seconds:g} s; the last: {self.all(address)[-3:]}")

    def off(self) -> None:
        self._on = False
        self._thread.join()


@dataclass
class Show:
    """The running bridge."""

    process: subprocess.Popen
    radio: Radio
    port: int
    say: Callable[..., None]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def page_process(self) -> psutil.Process:
        """The process that serves the page: the one that listens on its port."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return wait_for(lambda: next((p for p in family if _listens(p, self.port)), None))

    def process_called(self, name: str) -> psutil.Process:
        """The process of that name."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return next(p for p in family if p.name() == f"bridge-{name}")


def _listens(process: psutil.Process, port: int) -> bool:
    try:
        return any(
            c.laddr.port == port for c in process.net_connections("tcp4") if c.status == psutil.CONN_LISTEN
        )
    except psutil.Error:
        return False


@contextmanager
def show(folder: Path, port: int | None = None, seed: int = 3, rest: str = "") -> Iterator[Show]:
    """The demo band in real time, ten minutes of it at most."""
    port, osc = port or free_port(), free_port()
    config, log = folder / "gig.toml", folder / "log"
    (folder / "setlist.toml").write_text(SONGS)
    with ExitStack() as stack:
        ear = stack.enter_context(Ear(osc))
        config.write_text(
            f'midi = []\n[clock]\nset_list = "setlist.toml"\n[dashboard]\nport = {port}\n'
            f'[osc]\nport = {osc}\ntargets = ["127.0.0.1:{ear.port}"]\n{rest}'
        )
        radio = Radio(ear)
        stack.callback(radio.off)
        words = ["demo", "--dashboard", "--seconds", "600", "--seed", str(seed), "--config", str(config)]
        process = spawn(
            stack,
            bridge_command(*words, "--out", str(folder / "out")),
            stderr=stack.enter_context(log.open("w")),
            stdout=subprocess.DEVNULL,
            farewell=signal.SIGTERM,
        )
        wait_for(lambda: "the page is on" in log.read_text() or process.poll() is not None, 30)
        assert process.poll() is None, log.read_text()
        yield Show(process, radio, port, ear.say, log)
