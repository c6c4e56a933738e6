"""Vanilla Pure Data understands what the bridge says, bundles too."""

import re
import subprocess
import threading
import time

import numpy as np
import pytest

from bridge.outputs.settings import OscSettings
from tests.jack import pd_command, stop, wait_for
from tests.outputs.rig import Rig, beat, playing

PATCH = """#N canvas 0 0 400 300 10;
#X obj 10 10 netreceive -u -b {port};
#X obj 10 40 oscparse;
#X obj 10 70 list trim;
#X obj 10 100 route bridge;
#X obj 10 130 route tempo beat next state buses;
#X obj 10 160 print tempo;
#X obj 90 160 print beat;
#X obj 170 160 print next;
#X obj 250 160 print state;
#X obj 330 160 print buses;
#X connect 0 0 1 0;
#X connect 1 0 2 0;
#X connect 2 0 3 0;
#X connect 3 0 4 0;
#X connect 4 0 5 0;
#X connect 4 1 6 0;
#X connect 4 2 7 0;
#X connect 4 3 8 0;
#X connect 4 4 9 0;
"""


@pytest.fixture
def pd(tmp_path, udp_port):
    """Headless Pd that prints what it hears on ``port``: its lines with the time each came."""
    patch = tmp_path / "hear.pd"
    patch.write_text(PATCH.format(port=udp_port))
    process = subprocess.Popen(
        pd_command(patch), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    lines = []

    def collect():
        lines.extend((time.monotonic(), text.strip()) for text in process.stderr)

    reader = threading.Thread(target=collect)
    reader.start()
    yield udp_port, lines
    stop(process)
    reader.join()
    process.stderr.close()


def _heard(lines, name):
    return [(t, text.split()[1:]) for t, text in lines if text.startswith(f"{name}:")]


@pytest.mark.e2e
def test_pure_data_hears_tempo_and_beats_in_time(pd, second_udp_port):
    port, lines = pd
    settings = OscSettings(port=second_udp_port, targets=(f"127.0.0.1:{port}",))
    with Rig("osc", settings, ("drums", "b808_kick")) as rig:
        rig.ready()
        posted = beat(150, transport=playing(at_beat=0))
        rig.board.publish(posted)
        wait_for(lambda: len(_heard(lines, "beat")) >= 8, 15)
    assert ["150"] in [args for _, args in _heard(lines, "tempo")]
    assert ["following"] in [args for _, args in _heard(lines, "state")]
    beats = _heard(lines, "beat")
    numbers = [round(posted.timeline.beat_at(t)) for t, _ in beats]
    assert [[int(a) for a in args] for _, args in beats] == [[n % 4 + 1, n // 4 + 1, 150] for n in numbers]
    late = np.array([t - posted.timeline.time_at(n) for (t, _), n in zip(beats, numbers, strict=True)])
    assert np.median(late) < 0.02
    assert len(_heard(lines, "next")) == len(beats)
    assert not [text for _, text in lines if re.search("couldn't create|can't open|error:", text)]
