"""The audio process on PortAudio, over ALSA's own file device: no sound card is needed."""

import sys
import time
from itertools import pairwise

import numpy as np
import pytest

from bridge.audio.devices import Device, portaudio_devices
from bridge.audio.live import serve
from bridge.audio.portaudio_input import choose
from bridge.audio.process import Exit, Opened
from bridge.audio.ring import Ring
from bridge.audio.settings import AudioSettings, BusSettings
from bridge.errors import BridgeError

alsa = pytest.mark.skipif(sys.platform != "linux", reason="ALSA is Linux's")

DEVICES = (
    Device("portaudio", "BlackHole 16ch", 2, 16, 16, 48_000),
    Device("portaudio", "BlackHole 2ch", 3, 2, 2, 48_000),
    Device("portaudio", "Microphone", 5, 1, 0, 44_100),
)
CHANNELS = 3
STEPS = 2**22


@pytest.fixture
def file_device(tmp_path, monkeypatch):
    """An ALSA device that hears a file in which channel c counts in steps of c + 1, over 2²²."""
    count = np.arange(2_000_000)[:, None] * np.arange(1, CHANNELS + 1) % STEPS / STEPS
    count.astype("<f4").tofile(tmp_path / "in.raw")
    (tmp_path / "asound.conf").write_text(
        "pcm.null { type null }\npcm.!default { type null }\n"
        f'pcm.Ramp {{ type file slave.pcm null file /dev/null infile "{tmp_path}/in.raw" format raw '
        'hint { show on description "Ramp" } }\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))


@pytest.fixture
def listen(spawned):
    ring = Ring.create(2)

    def run(device, *buses):
        settings = AudioSettings(backend="portaudio", device=device, rate=48_000, period=256)
        process, conn = spawned(serve, settings, buses, ring.name)
        assert conn.poll(30)
        return process, conn, conn.recv(), ring

    yield run
    ring.unlink()


def read_for(ring, seconds):
    end, periods = time.monotonic() + seconds, []
    while time.monotonic() < end:
        periods += ring.read()
        time.sleep(0.001)
    return periods


@alsa
@pytest.mark.e2e
def test_the_chosen_channels_arrive_without_a_break(file_device, listen):
    process, _conn, said, ring = listen("ramp", BusSettings("keys", (2,)), BusSettings("drums", (1, 3)))
    assert said == ("ready", Opened(48_000, 256, ("Ramp 2", "Ramp 1+3")))
    periods = [period for period in read_for(ring, 0.5) if period.seq < 2_000_000 // 256]
    process.terminate()
    process.join(10)
    assert process.exitcode == Exit.DONE
    assert len(periods) > 50
    both = np.stack([np.round(p.samples[:, 0] * STEPS).astype(int) for p in periods])
    for period in periods:
        steps = np.round(period.samples[0].astype(float) * STEPS).astype(int)
        assert (np.diff(steps) % STEPS == 2).all()
    neighbours = [(a, b) for a, b in pairwise(range(len(periods))) if periods[b].seq == periods[a].seq + 1]
    assert all((both[b, 0] - both[a, 0]) % STEPS == 2 * 256 for a, b in neighbours)
    assert np.array_equal(2 * both[:, 0] % STEPS, 2 * both[:, 1] % STEPS), "the mean of 1 and 3 counts as 2"


@alsa
@pytest.mark.e2e
def test_a_device_that_is_missing_or_too_small_is_refused_in_one_line(file_device, listen):
    process, _conn, (what, message), _ = listen("nowhere", BusSettings("a"), BusSettings("b"))
    assert (what, message.count("\n")) == ("failed", 0)
    assert "no input device 'nowhere'; there is: 'Ramp'" in message
    process.join(10)
    assert process.exitcode == Exit.REFUSED
    _process, _conn, (what, message), _ = listen("Ramp", BusSettings("a"), BusSettings("b", (300,)))
    assert what == "failed"
    assert "the buses use channel 300, but 'Ramp' has 128" in message


@alsa
def test_the_devices_of_the_machine_are_listed(file_device):
    assert "Ramp" in [device.name for device in portaudio_devices()]


def test_a_device_is_chosen_by_its_name_or_a_part_of_it():
    assert choose(DEVICES, "blackhole 16", 5).number == 2
    assert choose(DEVICES, "Microphone", 2).number == 5
    assert choose(DEVICES, "", 3).number == 3


@pytest.mark.parametrize(
    ("part", "default", "message"),
    [
        ("blackhole", 2, "fits several; there is: 'BlackHole 16ch' \\(16 in\\)"),
        ("scarlett", 2, "there is no input device 'scarlett'"),
        ("", -1, "there is no default input device"),
    ],
)
def test_a_name_that_fits_none_or_several_is_refused(part, default, message):
    with pytest.raises(BridgeError, match=message):
        choose(DEVICES, part, default)
