"""A sound card that is pulled out, and another one in its place.

The card is ALSA's plugin for JACK: PortAudio has a device that is there as long as a private jackd is.
"""

from __future__ import annotations

import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.audio.demo import DemoBand
from bridge.doctor.holes import holes
from tests import jack
from tests.dashboard.house import free_port
from tests.e2e.faults.concert import SEED, buses_of, daw, environ, sweep
from tests.e2e.faults.test_alone import keep
from tests.e2e.show import Radio
from tests.e2e.stage import RATE, bridge_command, spawn, to_jack
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear

PERIOD = 256
"""JACK's: short, as a sound card's own."""
PLUGIN = "libasound_module_pcm_jack.so"
SECONDS = 40.0
AWAY = 3.0

pytestmark = [pytest.mark.slow, pytest.mark.whole]


def plugin() -> Path:
    found = next(Path("/usr/lib").rglob(PLUGIN), None)
    if found is None:
        jack.need(PLUGIN, "libasound2-plugins")
    return found


def plug_in(folder: Path, card: str, default: bool) -> None:
    """Let there be a sound card of that name, whose inputs hear the DAW; the default one or not."""
    inputs = " ".join(f"{k} daw:track_{k}" for k in range(4))
    wires = f'type jack name "{card}" playback_ports {{ 0 system:playback_1 1 system:playback_2 }} '
    wires += f"capture_ports {{ {inputs} }}"
    (folder / "asound.conf").write_text(
        f'pcm_type.jack {{ lib "{plugin()}" }}\npcm.null {{ type null }}\n'
        f'pcm.{card} {{ {wires} hint {{ show on description "{card}" }} }}\n'
        f"pcm.!default {{ {wires if default else 'type null'} }}\n"
    )


def pull_out(folder: Path) -> None:
    """Let there be no sound card."""
    (folder / "asound.conf").write_text("pcm.null { type null }\npcm.!default { type hw card 9 }\n")


@pytest.mark.parametrize("name", ["the sound card pulled out and put back", "another default sound card"])
def test_the_beat_goes_on_without_a_sound_card_and_the_next_one_is_heard(tmp_path, name):
    default = name.startswith("another")
    band = DemoBand(SECONDS, SEED)
    np.save(tmp_path / "sound.npy", to_jack(DemoBand(SECONDS, SEED).read(band.frames), band.rate))
    plug_in(tmp_path, "First", default)
    with ExitStack() as stack:
        server = stack.enter_context(jack.free_name())
        alsa = {"ALSA_CONFIG_PATH": str(tmp_path / "asound.conf"), "CONCERT": str(tmp_path)}
        stack.enter_context(environ(jack.environment(server) | alsa))
        ear = stack.enter_context(Ear(port := free_port()))
        radio = Radio(ear)
        stack.callback(radio.off)
        device = "" if default else "First"
        (tmp_path / "gig.toml").write_text(
            f'midi = []\n[audio]\nbackend = "portaudio"\ndevice = "{device}"\nrate = {RATE}\nperiod = 512\n'
            f"{buses_of(band.names)}[clock]\nprior_bpm = 90.0\n"
            f'[osc]\nport = {port}\ntargets = ["127.0.0.1:{ear.port}"]\n'
        )
        jackd = jack.start_jackd(server, RATE, PERIOD, channels=2, synchronous=False)
        player = daw(stack, tmp_path, "now", ["-"] * 4)
        player.stdout.readline()
        stack.callback(sweep, tmp_path)
        log = stack.enter_context((tmp_path / "log").open("w"))
        words = ["--config", str(tmp_path / "gig.toml"), "--record", str(tmp_path / "kept"), "--record-audio"]
        bridge = spawn(stack, bridge_command("run", *words), stdout=subprocess.PIPE, stderr=log)
        assert bridge.stdout.readline().strip() == "ready", (tmp_path / "log").read_text()
        wait_for(lambda: state(radio) == "following", 40)
        pull_out(tmp_path)
        jack.stop(jackd, jack.LEAVING)
        jack.stop(player)  # what is left of it would be woken in its successor's place, each other cycle
        beats = len(radio.all("/bridge/beat"))
        time.sleep(AWAY)
        assert len(radio.all("/bridge/beat")) - beats >= AWAY, "the beat goes on"
        assert state(radio) == "holding"
        assert radio.last("/bridge/transport") == ["playing"]
        ear.say("/bridge/stop")
        wait_for(lambda: radio.last("/bridge/transport") == ["stopped"], 1)
        assert bridge.poll() is None
        jackd = jack.start_jackd(server, RATE, PERIOD, channels=2, synchronous=False)
        stack.callback(lambda: jack.stop(jackd, jack.LEAVING))
        player = daw(stack, tmp_path, "now", ["-"] * 4)
        player.stdout.readline()
        plug_in(tmp_path, "Second" if default else "First", default)
        began = time.monotonic()
        wait_for(lambda: state(radio) == "following", 40)
        back = time.monotonic() - began
        lines = [line for line in (tmp_path / "log").read_text().splitlines() if "leaderbridge: " in line]
        print(lines)
        keep(name, "the beat goes on by itself meanwhile", back=back, said=lines[:3])
        bridge.terminate()
        assert bridge.wait(15) == 0
    assert holes_a_second(tmp_path / "kept") < 1, "the card itself tears the sound"


def holes_a_second(folder: Path) -> float:
    """How often the recorded sound of all buses breaks off at once; a busy machine does that now and then."""
    (first,) = folder.rglob("audio/1")
    rows = [soundfile.read(path, dtype="float32")[0] for path in sorted(first.glob("*.flac"))]
    return holes(np.stack(rows), RATE) * RATE / len(rows[0])


def state(radio: Radio) -> str:
    said = radio.all("/bridge/state")
    return str(said[-1][1][0]) if said else ""
