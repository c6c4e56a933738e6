"""Files become buses; what is wrong with them is said in one line."""

import tracemalloc

import numpy as np
import pytest
import soundfile

from bridge.audio.stems import Stems
from bridge.errors import BridgeError

RATE = 44_100


@pytest.fixture
def write(tmp_path):
    def write(name, sound=None, rate=RATE, seconds=1.0, **options):
        if sound is None:
            sound = 0.3 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)
        soundfile.write(tmp_path / name, sound, rate, **options)
        return tmp_path / name

    return write


def heard(stems, n=1000):
    parts = []
    while (part := stems.read(n)).shape[1]:
        parts.append(part)
    return np.concatenate(parts, axis=1)


def refused(*paths, pad=False):
    with pytest.raises(BridgeError) as error:
        heard(Stems.open(paths, pad))
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(("name", "subtype"), [("a.wav", "FLOAT"), ("a.flac", "PCM_24"), ("a.wav", "PCM_16")])
def test_lossless_files_are_heard_to_the_last_sample(write, name, subtype):
    sound = (np.random.default_rng(0).integers(-(2**14), 2**14, 10_007) / 2**15).astype(np.float32)
    stems = Stems.open([write(name, sound, subtype=subtype)])
    assert stems.frames == 10_007
    out = heard(stems, 512)
    assert out.dtype == np.float32
    assert np.array_equal(out, sound[None])
    assert stems.read(512).shape == (1, 0)


@pytest.mark.parametrize("name", ["a.ogg", "a.mp3"])
def test_lossy_files_are_heard_in_their_length_and_level(write, name):
    out = heard(Stems.open([write(name, seconds=2.0)]))
    assert out.shape[1] == pytest.approx(2 * RATE, abs=0.05 * RATE)
    for begin in (RATE // 2, RATE, 3 * RATE // 2):
        level = np.sqrt(np.mean(out[0, begin : begin + RATE // 4] ** 2))
        assert level == pytest.approx(0.3 / np.sqrt(2), rel=0.05)


def test_stereo_becomes_the_mean_of_its_channels(write):
    stereo = np.stack([np.full(100, 0.5), np.full(100, -0.25)], axis=1).astype(np.float32)
    assert (heard(Stems.open([write("s.wav", stereo, subtype="FLOAT")])) == 0.125).all()


def test_a_folder_gives_its_audio_files_in_order_under_their_slugs(write, tmp_path):
    for name in ("b.wav", "5_BD_03.flac", "a b.ogg"):
        write(name)
    (tmp_path / "notes.txt").write_text("no sound")
    (tmp_path / "._b.wav").write_text("what macOS leaves behind")
    stems = Stems.open([tmp_path])
    assert stems.names == ("b5_bd_03", "a_b", "b")
    assert (stems.rate, stems.seconds) == (RATE, pytest.approx(1.0, abs=0.01))


def test_a_folder_without_audio_is_refused(tmp_path):
    assert "no WAV, FLAC, OGG or MP3 file in it" in refused(tmp_path)


def test_a_file_that_is_not_there_or_not_audio_is_refused(tmp_path):
    assert "there is no such file" in refused(tmp_path / "nothing.wav")
    (tmp_path / "fake.wav").write_text("this is no sound")
    assert "cannot be read as audio" in refused(tmp_path / "fake.wav")
    assert "0 stems" in refused()


def test_more_than_sixteen_stems_are_refused(write, tmp_path):
    for k in range(17):
        write(f"{k}.wav", seconds=0.1)
    assert "17 stems are given" in refused(tmp_path)


def test_two_rates_are_refused_with_the_command_that_helps(write):
    message = refused(write("a.wav"), write("b.wav", rate=48_000))
    assert "b.wav: 48000 Hz, but a.wav has 44100 Hz" in message
    assert "ffmpeg -i b.wav -ar 44100" in message


def test_a_rate_out_of_range_is_refused(write):
    assert "4000 Hz is outside 8000 to 192000" in refused(write("a.wav", rate=4000))


def test_two_lengths_are_refused_unless_padded(write):
    files = write("a.wav", seconds=1.0), write("b.wav", seconds=1.5)
    assert "a.wav: lasts 1.00 s, but b.wav 1.50 s" in refused(*files)
    assert "--pad" in refused(*files)
    out = heard(Stems.open(files, pad=True))
    assert out.shape == (2, int(1.5 * RATE))
    assert not out[0, RATE:].any()
    assert out[1, RATE:].any()


def test_lengths_that_differ_by_an_encoders_padding_pass(write):
    out = heard(Stems.open([write("a.wav", seconds=1.0), write("b.wav", seconds=1.04)]))
    assert out.shape == (2, int(1.04 * RATE))


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3"])
def test_a_file_that_was_cut_off_is_refused_before_anything_begins(write, name):
    path = write(name, np.random.default_rng(0).uniform(-0.5, 0.5, 3 * RATE).astype(np.float32))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BridgeError, match="is cut off"):
        Stems.open([path])


def test_a_file_without_sound_is_refused(write):
    assert "there is no sound in it" in refused(write("a.wav", np.zeros(0)))


def test_memory_does_not_grow_with_length(write):
    stems = Stems.open([write("a.wav", seconds=60.0), write("b.wav", seconds=60.0)])
    stems.read(4096)
    tracemalloc.start()
    while stems.read(4096).shape[1]:
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
