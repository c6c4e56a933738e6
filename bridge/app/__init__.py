"""The application: the only maker of processes, threads, shared memory and pipes."""

from bridge.app.demo import demo
from bridge.app.live import run, test_clock

__all__ = ["demo", "run", "test_clock"]
