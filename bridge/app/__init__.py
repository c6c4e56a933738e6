"""The application: the only maker of processes, threads, shared memory and pipes."""

from bridge.app.demo import demo
from bridge.app.live import run
from bridge.app.steady import Ramp, test_clock

__all__ = ["Ramp", "demo", "run", "test_clock"]
