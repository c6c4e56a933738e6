import numpy as np
import pytest

from bridge.audio.demo import synth
from bridge.audio.demo.score import KICK, SNARE
from bridge.types import RATE


def peak_frequency(sound):
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return np.argmax(spectrum) * RATE / len(sound)


@pytest.mark.parametrize("voice", [synth.bass, synth.keys, synth.lead])
@pytest.mark.parametrize("pitch", [45, 57, 69])
def test_a_voice_sounds_at_its_pitch(voice, pitch):
    partial = peak_frequency(voice(pitch, 1.0)) / synth.hertz(pitch)
    assert partial == pytest.approx(round(partial), abs=0.03)
    assert round(partial) in (1, 2, 3)


@pytest.mark.parametrize("voice", [synth.bass, synth.keys, synth.lead])
def test_a_note_begins_and_ends_in_silence_and_keeps_its_length(voice):
    sound = voice(57, 0.5)
    assert sound.dtype == np.float32
    assert 0.5 <= len(sound) / RATE <= 0.7
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-2


def test_no_sound_is_longer_than_promised():
    assert len(synth.lead(57, 60.0)) <= synth.LONGEST * RATE


def test_drums_differ_in_colour():
    drums = synth.kit()
    assert peak_frequency(drums(KICK, 0)) < 100 < peak_frequency(drums(SNARE, 0))


def test_the_limiter_keeps_any_mix_below_its_ceiling():
    loud = np.linspace(-50, 50, 1001, dtype=np.float32)
    assert np.abs(synth.limited(loud)).max() <= 0.85
