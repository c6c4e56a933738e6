"""The application: the only maker of processes, threads, shared memory and pipes."""

from bridge.app.demo import demo
from bridge.app.live import run
from bridge.app.recording import Recording
from bridge.app.replay import replay
from bridge.app.steady import Ramp, test_clock

__all__ = ["Ramp", "Recording", "demo", "replay", "run", "test_clock"]
