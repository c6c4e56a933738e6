"""The tape holds the sound of the buses as it came, in step with the stream."""

import multiprocessing
import os
import signal
from contextlib import closing

import numpy as np
import pytest
import soundfile

from bridge.audio.ring import Period
from bridge.audio.tape import Tape
from bridge.errors import BridgeError
from tests.jack import wait_for

SPAWN = multiprocessing.get_context("spawn")
NAMES = ("drums", "bass")
RATE = 48_000


def period(start, frames=256, rate=RATE):
    sound = np.random.default_rng(start).uniform(-0.5, 0.5, (2, frames)).astype(np.float32)
    return Period(1, 0, start, frames, 0, 0, rate, sound)


def record(folder, *periods):
    with closing(Tape(folder, NAMES)) as tape:
        for each in periods:
            tape.write(each)


def heard(folder, part=1):
    return np.stack([soundfile.read(folder / str(part) / f"{n}.flac", dtype="float32")[0] for n in NAMES])


def test_the_sound_comes_back_to_the_24th_bit(tmp_path):
    periods = [period(256 * k) for k in range(20)]
    record(tmp_path, *periods)
    sound = np.concatenate([p.samples for p in periods], axis=1)
    assert np.max(np.abs(heard(tmp_path) - sound)) <= 2.0**-23


def test_what_was_lost_is_silence_on_every_bus(tmp_path):
    record(tmp_path, period(1000), period(1000 + 256 + 300))
    sound = heard(tmp_path)
    assert sound.shape == (2, 256 + 300 + 256)
    assert not sound[:, 256:556].any()
    assert np.allclose(sound[:, 556:], period(1556).samples, atol=2.0**-23)
    assert "begins at 0.020833 s" in soundfile.SoundFile(tmp_path / "1" / "bass.flac").comment


@pytest.mark.parametrize("later", [period(256, rate=44_100), period(61 * RATE), period(0)])
def test_another_rate_a_long_gap_or_a_step_back_begins_a_new_part(tmp_path, later):
    record(tmp_path, period(0), later)
    assert np.allclose(heard(tmp_path, 2), later.samples, atol=2.0**-23)


def test_a_second_tape_in_the_folder_overwrites_nothing(tmp_path):
    record(tmp_path, period(0))
    record(tmp_path, period(512))
    assert np.allclose(heard(tmp_path, 1), period(0).samples, atol=2.0**-23)
    assert np.allclose(heard(tmp_path, 2), period(512).samples, atol=2.0**-23)


def _record_for_ever(folder):
    with closing(Tape(folder, NAMES)) as tape:
        for k in range(10**9):
            tape.write(period(256 * k))
            tape.sync()
            (folder / "synced").write_text(str(k))


def test_a_killed_tape_has_lost_a_fraction_of_a_second(tmp_path):
    writer = SPAWN.Process(target=_record_for_ever, args=(tmp_path,))
    writer.start()
    synced = tmp_path / "synced"
    wait_for(lambda: synced.exists() and int(synced.read_text() or 0) > 200, 30)
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    with soundfile.SoundFile(tmp_path / "1" / "drums.flac") as file:
        sound = file.read(150 * 256, dtype="float32")
    expected = np.concatenate([period(256 * k).samples[0] for k in range(150)])
    assert np.allclose(sound, expected, atol=2.0**-23)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "audio").write_text("")
    with pytest.raises(BridgeError, match="cannot be recorded"):
        record(tmp_path / "audio", period(0))
