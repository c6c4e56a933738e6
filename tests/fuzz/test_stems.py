"""Sound files: whatever the bytes, as many samples as were promised, or a line that says what is wrong."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import strategies as st

from bridge.analysis import Hearing
from bridge.audio.hops import Hopper
from bridge.audio.stems import Stems
from bridge.errors import BridgeError
from bridge.types import Bus
from tests.fuzz.mutants import mutants
from tests.fuzz.victim import Victim

SUFFIX = {b"RIFF": ".wav", b"fLaC": ".flac", b"FORM": ".aiff", b"OggS": ".ogg"}
ODD = (0, 1, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7F800001, 0x3F800000)
"""Bits of zero, denormals, the smallest and the largest number, infinities, NaNs and one."""
RATES = (8_000, 44_100, 48_000, 192_000)
MOST = 2_000_000
"""Frames that are read of one file: half a minute; one that promises years is not read to its end."""


def encoded(form: str, subtype: str, channels: int = 1, rate: int = 44_100, frames: int = 1500) -> bytes:
    t = np.arange(frames)[:, None] / rate
    sound = np.repeat(0.3 * np.sin(2 * np.pi * 220 * t), channels, axis=1)
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format=form, subtype=subtype)
    return file.getvalue()


FILES = [
    encoded("WAV", "PCM_16"),
    encoded("WAV", "FLOAT", channels=2),
    encoded("WAV", "PCM_24", rate=96_000),
    encoded("WAVEX", "PCM_16", channels=4),
    encoded("RF64", "PCM_16"),
    encoded("W64", "PCM_16"),
    encoded("FLAC", "PCM_24"),
    encoded("FLAC", "PCM_16", channels=2, rate=48_000),
    encoded("AIFF", "PCM_16"),
    encoded("OGG", "VORBIS", frames=4000),
    encoded("MP3", "MPEG_LAYER_III", frames=6000),
]


def read_stem(case: tuple[str, bytes]) -> None:
    folder, data = case
    path = Path(folder, "stem" + SUFFIX.get(data[:4], ".mp3"))
    path.write_bytes(data)
    stems = Stems.open([path])
    try:
        read = 0
        while read < min(stems.frames, MOST) and (sound := stems.read(65_536)).shape[1]:
            assert sound.shape[0] == 1
            assert sound.dtype == np.float32
            read += sound.shape[1]
        assert read == stems.frames or read >= MOST
    finally:
        stems.close()


def hear(case: tuple[str, bytes, int]) -> None:
    """Through file, hops and ears: every number that is heard is one."""
    folder, samples, rate = case
    path = Path(folder, "numbers.wav")
    soundfile.write(path, np.resize(np.frombuffer(samples, "<f4"), 6000), rate, "FLOAT")
    stems, bus = Stems.open([path]), Bus("drums")
    hopper, hearing = Hopper([bus], stems.rate), Hearing([bus])
    hops = hopper.push(stems.read(stems.frames)) + hopper.flush()
    stems.close()
    for reading in (reading for hop in hops for reading in hearing.push(hop)):
        assert all(map(math.isfinite, (reading.t, reading.arrived, reading.value, reading.confidence)))


def test_sound_files(fuzz, tmp_path):
    with Victim(read_stem) as victim:
        fuzz(mutants(FILES, head=64).map(lambda data: (str(tmp_path), data)), victim)


def test_samples_that_are_no_numbers(fuzz, tmp_path):
    bits = st.sampled_from(ODD) | st.integers(0, 2**32 - 1)
    samples = st.lists(bits, min_size=1, max_size=200).map(lambda each: np.array(each, "<u4").tobytes())
    with Victim(hear) as victim:
        fuzz(st.tuples(st.just(str(tmp_path)), samples, st.sampled_from(RATES)), victim, share=0.1)


@pytest.mark.parametrize("rate", [0, 1, 7_999, 192_001, 2**31 - 1, 2**32 - 1])
def test_an_absurd_rate_is_refused(rate, tmp_path):
    path = tmp_path / "stem.wav"
    wav = bytearray(FILES[0])
    wav[24:28] = rate.to_bytes(4, "little")
    path.write_bytes(wav)
    with pytest.raises(BridgeError):
        Stems.open([path])


def test_a_file_that_its_own_wrapper_cannot_read_is_refused(tmp_path):
    """Of these frames of MP3 soundfile 0.14 makes an array of a negative size."""
    data = bytearray(520)
    for at, head in ((0, b"\xff\xfb\x90"), (189, b"\xff\xff"), (216, b"\xff\xff"), (498, b"\xff\xfb")):
        data[at : at + len(head)] = head
    path = tmp_path / "stem.mp3"
    path.write_bytes(data)
    with pytest.raises(BridgeError):
        Stems.open([path])
