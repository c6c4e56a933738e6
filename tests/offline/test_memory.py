"""An hour of music needs no more memory than a minute, but for the tables that the report is made of."""

import json
import subprocess
import sys

from tests.offline.conftest import RATE, clicks

SHORT, LONG = 10, 90
"""Seconds of music."""
STEMS = ("bass", "drums")
SAMPLE = 4
"""Bytes."""
RUN = """
import json, resource, sys
from pathlib import Path
from bridge import offline
from bridge.config import Config
offline.analyse([Path(sys.argv[1])], Path(sys.argv[2]), Config(), False, lambda done: None)
(own,) = (row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
print(json.dumps([int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
"""In a process of its own: the most that one ever had is never forgotten. (Its own ``ru_maxrss`` begins
at that of the process that made it, which here is all of pytest.)"""


def peaks(folder, seconds):
    """The most bytes that the process that follows ever had, and those of the one that hears."""
    song = folder / str(seconds)
    song.mkdir()
    for stem in STEMS:
        clicks(song / f"{stem}.wav", 120, seconds)
    command = [sys.executable, "-c", RUN, song, folder / "report"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [kilobytes * 1024 for kilobytes in json.loads(done.stdout.splitlines()[-1])]


def test_neither_process_keeps_the_sound_nor_the_steps_of_a_recording(tmp_path):
    sound = len(STEMS) * (LONG - SHORT) * RATE * SAMPLE
    for short, long in zip(peaks(tmp_path, SHORT), peaks(tmp_path, LONG), strict=True):
        assert long - short < sound / 5
