"""The clock without a device keeps its contract."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import numpy as np

from bridge.outputs.settings import LogSettings
from tests.jack import wait_for
from tests.outputs.rig import Rig, beat, playing


def clocks(entries):
    return [t for t, data in entries if data == b"\xf8"]


def test_it_sends_start_then_every_clock_and_stop_when_it_leaves():
    with Rig("log", LogSettings()) as rig:
        rig.ready()
        posted = beat(120, transport=playing(at_beat=1))
        rig.board.publish(posted)
        time.sleep(1.6)
        assert rig.leave() == 0
        sent = rig.sent()
        health = rig.block.read()
    messages = [data for _, data in sent]
    start = messages.index(b"\xfa")
    assert messages[start + 1 : -1] == [b"\xf8"] * (len(messages) - start - 2)
    assert messages[-1] == b"\xfc"
    ideal = posted.timeline.time_at(1) + np.arange(len(messages) - start - 2) * 0.5 / 24
    errors = np.array([t for t, _ in sent[start + 1 : -1]]) - ideal
    assert errors.min() > -1e-4
    assert np.median(errors) < 0.002
    assert health.sent == len(sent)


def test_an_offset_of_its_own_moves_it():
    with Rig("log", LogSettings(offset_ms=100.0)) as rig:
        rig.ready()
        posted = beat(60, transport=playing(at_beat=1))
        rig.board.publish(posted)
        time.sleep(1.5)
        rig.leave()
        sent = rig.sent()
    start = next(t for t, data in sent if data == b"\xfa")
    assert start > posted.timeline.time_at(1) + 0.1 - 0.5 / 24 - 1e-4


def test_a_killed_clock_is_succeeded_without_a_lost_clock():
    with Rig("log", LogSettings()) as rig:
        rig.ready()
        rig.board.publish(beat(120, transport=playing(at_beat=1)))
        time.sleep(1.2)
        os.kill(rig.process.pid, signal.SIGKILL)
        rig.process.join()
        died = rig.block.read()
        assert died.playing
        rig.spawn()
        wait_for(lambda: rig.block.read().clock > died.clock + 24)
        after = rig.block.read()
        rig.leave()
        messages = [data for _, data in rig.sent()]
    assert b"\xfa" not in messages
    assert after.clock - died.clock == after.sent - died.sent


def test_it_leaves_when_its_parent_dies():
    script = (
        "import time; from tests.outputs.rig import *;"
        "from bridge.outputs.settings import LogSettings\n"
        "def main():\n"
        "    rig = Rig('log', LogSettings()).__enter__(); rig.ready()\n"
        "    print(rig.process.pid, flush=True)\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__': main()\n"
    )
    root = pathlib.Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "parent.py"
        file.write_text(script)
        parent = subprocess.Popen(
            [sys.executable, str(file)],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root)},
            stderr=subprocess.DEVNULL,
        )
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        parent.stdout.close()
        end = time.monotonic() + 10
        while os.path.exists(f"/proc/{child}") and not _zombie(child) and time.monotonic() < end:
            time.sleep(0.05)
        assert not os.path.exists(f"/proc/{child}") or _zombie(child)


def _zombie(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True
