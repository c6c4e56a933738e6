"""Silence is not quiet, and loud is not cut off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.doctor.heard import Heard, Sound
from bridge.doctor.level import CUT, flat_tops, judge_clipping, judge_silence, loudest
from tests.doctor.sounds import RATE, N, heard, noise, sine, sixteen_bits

ZEROS = np.zeros(N, np.float32)


def verdicts(findings) -> dict[str, str]:
    return {finding.check: finding.verdict for finding in findings}


def test_a_bus_of_zeros_is_named_beside_one_that_plays():
    found = verdicts(judge_silence(heard(drums=sine(100), bass=ZEROS)))
    assert found == {"silence: bass": "warn", "sound": "ok"}


def test_dither_is_no_digital_silence_but_nobody_plays_either():
    (finding,) = judge_silence(heard(bass=noise(2 / 32_768)))
    assert (finding.check, finding.verdict) == ("silence: bass", "unknown")
    assert "nobody plays" in finding.found


def test_a_constant_voltage_is_no_sound():
    assert verdicts(judge_silence(heard(bass=ZEROS + 0.5))) == {"silence: bass": "unknown"}
    assert loudest(ZEROS + 0.5, RATE) < -100


def test_a_single_quiet_stroke_is_sound():
    stroke = ZEROS.copy()
    stroke[N // 2 : N // 2 + 4_800] = sine(200, 0.01)[:4_800]
    assert verdicts(judge_silence(heard(drums=stroke))) == {"sound": "ok"}


def test_on_a_mac_zeros_on_all_buses_are_the_microphone_permission():
    (finding,) = judge_silence(heard(drums=ZEROS, bass=ZEROS), mac=True)
    assert "Microphone" in finding.fix
    (first, second) = judge_silence(heard(drums=ZEROS, bass=ZEROS), mac=False)
    assert "Microphone" not in first.fix + second.fix


def test_on_a_mac_zeros_on_one_bus_are_not():
    findings = list(judge_silence(heard(drums=sine(100), bass=ZEROS), mac=True))
    assert verdicts(findings) == {"silence: bass": "warn", "sound": "ok"}
    assert "Microphone" not in findings[0].fix


@pytest.mark.parametrize(
    ("sources", "said"),
    [((), "nothing is connected"), (("ardour:Bass/out 1",), "comes from ardour:Bass/out 1")],
)
def test_on_jack_it_is_known_whether_anything_is_connected(sources, said):
    (finding,) = judge_silence(Heard(RATE, (Sound("bass", "bass_l", ZEROS, sources),)))
    assert said in finding.found


@settings(max_examples=60, deadline=None)
@given(hz=st.floats(20, 20_000), phase=st.floats(0, 6.28), peak=st.sampled_from([0.5, 0.99, 1.0]))
@pytest.mark.parametrize("rounded", [np.float32, sixteen_bits])
def test_a_sine_is_not_clipped_however_loud(hz, phase, peak, rounded):
    t = np.arange(RATE) / RATE
    assert flat_tops(rounded(peak * np.sin(2 * np.pi * hz * t + phase))) < CUT


@settings(max_examples=60, deadline=None)
@given(hz=st.floats(20, 2_000), gain=st.floats(1.2, 8.0), ceiling=st.sampled_from([0.99, 0.99997, 1.0]))
def test_one_that_is_cut_off_has_a_flat_top_each_time(hz, gain, ceiling):
    t = np.arange(RATE) / RATE
    cut = np.clip(gain * np.sin(2 * np.pi * hz * t), -ceiling, ceiling).astype(np.float32)
    assert flat_tops(cut) == pytest.approx(2 * hz, abs=2.5)


def test_loud_noise_that_is_cut_off_is_clipping_and_the_same_below_is_not():
    loud = 1.5 * noise(1.0)
    assert verdicts(judge_clipping(heard(drums=np.clip(loud, -1, 1), bass=loud / 1.6))) == {
        "clipping: drums": "warn"
    }
    assert verdicts(judge_clipping(heard(bass=loud / 1.6))) == {"clipping": "ok"}


@pytest.mark.parametrize("constant", [0.0, 0.5, 1.0, -1.0])
def test_a_constant_is_not_clipping(constant):
    assert flat_tops(ZEROS + np.float32(constant)) == 0


def test_of_silence_nothing_is_said():
    assert list(judge_clipping(heard(drums=ZEROS))) == []


def test_no_samples_at_all_are_silence():
    nothing = np.zeros(0, np.float32)
    assert loudest(nothing, RATE) == -np.inf
    assert flat_tops(nothing) == 0
