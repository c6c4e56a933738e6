"""What the baselines can tell, and cannot."""

from __future__ import annotations

import numpy as np

from models.mcclstm.judge.baselines import LAGS, MAJORITY, MFCC, fitted, mfcc, rhythm, spectrum
from tests.models.mcclstm.pulses import PERIODS, pulses, tracks


def test_the_majority_class_is_the_commonest() -> None:
    told = fitted([*tracks(3), pulses("slow", 9), pulses("slow", 10)])[MAJORITY]
    assert told([pulses("quick", 0).frames] * 4) == ["slow"] * 4


def test_rhythm_is_told_by_the_autocorrelation_of_the_flux() -> None:
    train, test = tracks(10), tracks(10, first=50)
    truth = np.array([track.label for track in test])
    told = fitted(train)
    right = {
        name: np.mean(np.array(tell([np.asarray(t.frames, np.float32) for t in test])) == truth)
        for name, tell in told.items()
    }
    assert right["flux autocorrelation + logistic regression"] == 1.0
    assert right[MAJORITY] == 0.5
    assert MFCC in right


def test_the_highest_lag_is_the_pulse() -> None:
    for label, period in PERIODS.items():
        lags = rhythm(np.asarray(pulses(label, 0).frames, np.float32))
        assert int(np.argmax(lags)) + 1 == period


def test_descriptions_are_as_long_for_a_short_track() -> None:
    for frames in (90, 400):
        track = np.asarray(pulses("slow", 0, frames).frames, np.float32)
        assert (len(mfcc(track)), len(spectrum(track)), len(rhythm(track))) == (80, 40, LAGS)
