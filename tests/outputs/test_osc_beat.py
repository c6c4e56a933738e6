"""The beat over OSC, when the computer has other things to do."""

import os
import signal
import time

import pytest

from bridge.outputs.osc import OscSettings
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig, beat

pytestmark = pytest.mark.e2e


def test_a_process_that_was_held_up_tells_every_beat_all_the_same(udp_port):
    with (
        Ear(udp_port) as ear,
        Rig("osc", OscSettings(port=udp_port, targets=[f"127.0.0.1:{ear.port}"])) as rig,
    ):
        rig.ready()
        rig.board.publish(beat(240.0))
        for _ in range(8):
            ear.listen(0.2)
            os.kill(rig.process.pid, signal.SIGSTOP)
            time.sleep(0.1)
            os.kill(rig.process.pid, signal.SIGCONT)
        ear.listen(0.5)
    return [(args[1] - 1) * 4 + args[0] for _, address, args in ear.heard if address == "/bridge/beat"]
