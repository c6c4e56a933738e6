"""The slow ears of a running bridge: what sounds, what music the mix is, and that a silent bus leads not."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack

import numpy as np
import psutil
import pytest
import soundfile

from bridge.audio.demo import DemoBand
from bridge.labels import INSTRUMENTS, STYLES
from bridge.types import RATE
from tests.dashboard.house import free_port
from tests.e2e.show import Radio
from tests.e2e.stage import bridge_command, spawn
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SECONDS = 30.0


@pytest.fixture(scope="module")
def radio(tmp_path_factory):
    """What a patch hears of the demo band and somebody who never plays, and the bridge's process."""
    folder = tmp_path_factory.mktemp("ears")
    (stems := folder / "stems").mkdir()
    band = DemoBand(SECONDS, 3)
    sound = band.read(band.frames)
    for name, row in zip((*band.names, "guest"), [*sound, np.zeros_like(sound[0])], strict=True):
        soundfile.write(stems / f"{name}.wav", row, RATE)
    with ExitStack() as stack:
        ear = stack.enter_context(Ear(port := free_port()))
        heard = Radio(ear)
        stack.callback(heard.off)
        config = folder / "gig.toml"
        config.write_text(f'midi = []\n[osc]\nport = {port}\ntargets = ["127.0.0.1:{ear.port}"]\n')
        words = ["run", "--config", str(config), "--stems", str(stems)]
        with (folder / "log").open("w") as log:
            bridge = spawn(stack, bridge_command(*words), stdout=subprocess.PIPE, stderr=log)
            assert bridge.stdout.readline().strip() == "ready", (folder / "log").read_text()
        yield heard, bridge


def of(heard, address):
    return [args[0] for _, args in heard.all(f"/bridge/bus/{address}")]


def test_each_bus_says_whether_it_sounds_and_as_what(radio):
    heard, _ = radio
    wait_for(lambda: len(of(heard, "drums/activity")) > 60, 20)
    assert max(of(heard, "drums/activity")) > 0.5
    assert set(of(heard, "drums/instrument")) <= {*INSTRUMENTS, "none", "unknown"}
    assert set(of(heard, "guest/activity")) == {0.0}
    assert set(of(heard, "guest/instrument")) == {"none"}


def test_the_mix_says_what_music_it_is(radio):
    heard, _ = radio
    wait_for(lambda: of(heard, "mix/style"), 20)
    assert set(of(heard, "mix/style")) <= {*STYLES, "unknown"}


def test_who_is_silent_does_not_lead(radio):
    heard, _ = radio
    assert "guest" not in {args[0] for _, args in heard.all("/bridge/leader")}
    assert of(heard, "guest/lead")[-1] == 0.0


def test_ears_that_die_are_started_again_and_the_beat_does_not_notice(radio):
    heard, bridge = radio
    (ears,) = (p for p in psutil.Process(bridge.pid).children() if p.name() == "bridge-ears")
    assert os.getpriority(os.PRIO_PROCESS, ears.pid) > 0, "all others come first"
    wait_for(lambda: len(heard.all("/bridge/beat")) > 2, 20)
    ears.kill()
    killed = time.monotonic()
    wait_for(lambda: "bridge-ears" in [p.name() for p in psutil.Process(bridge.pid).children()], 10)
    wait_for(lambda: len(heard.all("/bridge/beat", killed)) > 4, 10)
    beats = [t for t, _ in heard.all("/bridge/beat", killed - 2.0)]
    assert max(np.diff(beats)) < 1.2
