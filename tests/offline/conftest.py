"""Songs made of clicks."""

import numpy as np
import pytest
import soundfile

RATE = 44_100


def clicks(path, bpm, seconds, late=0.0):
    sound = np.zeros(int(seconds * RATE), np.float32)
    burst = np.random.default_rng(1).normal(0, 0.2, 800) * np.exp(-np.arange(800) / 150)
    for start in np.arange(0.1 + late, seconds - 0.1, 60 / bpm):
        at = round(start * RATE)
        sound[at : at + 800] += burst.astype(np.float32)
    soundfile.write(path, sound, RATE)
    return path


@pytest.fixture(scope="session")
def songs(tmp_path_factory):
    """Three songs of two stems, at 100, 120 and 140 BPM; the last one's second stem is no audio."""
    folder = tmp_path_factory.mktemp("songs")
    for name, bpm in (("calm", 100), ("even", 120), ("fast", 140)):
        (folder / name).mkdir()
        clicks(folder / name / "drums.wav", bpm, 15)
        clicks(folder / name / "bass.wav", bpm, 15, late=0.010)
    (folder / "fast" / "bass.wav").write_text("no audio")
    (folder / "notes").mkdir()
    return folder
