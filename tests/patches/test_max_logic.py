"""What Max computes, computed: the expressions of its patches, read from the files and evaluated."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scripts.max.__main__ import HOME

PD = Path(HOME).parent / "pd"
PHASES = st.floats(0, 1, exclude_max=True)
RATES = st.floats(20 / 60_000, 400 / 60_000)


def _function(text: str) -> Callable[..., float]:
    """An ``expr`` of Max or Pd as a function of $f1, $f2, …; int cuts towards zero in both."""
    python = re.sub(r"\\?\$[fi](\d)", r"v[\1]", text.replace("\\,", ",").replace(" ,", ","))
    names = {"int": math.trunc, "floor": math.floor, "max": max, "min": min}
    code = compile(python, text, "eval")
    return lambda *values: float(eval(code, {"__builtins__": {}}, {**names, "v": (None, *values)}))


def _max(patch: str) -> list[Callable[..., float]]:
    document = json.loads((HOME / "patchers" / f"{patch}.maxpat").read_text())
    texts = [item["box"].get("text", "") for item in document["patcher"]["boxes"]]
    return [_function(text.removeprefix("expr ")) for text in texts if text.startswith("expr ")]


def _pd(patch: str) -> list[Callable[..., float]]:
    found = re.findall(r"#X obj \d+ \d+ expr (.*?)(?:, f \d+)?;\n", (PD / f"{patch}.pd").read_text(), re.S)
    return [_function(text.replace("\n", " ").replace("\\$", "$")) for text in found]


OFF, BENT = _max("lb.phase~")
PD_OFF, PD_BENT = _pd("lb.steer")


@given(PHASES, PHASES)
def test_how_far_off_is_at_most_half_a_beat_and_the_same_as_in_pd(theirs, own):
    off = OFF(theirs, own)
    assert -0.5 <= off <= 0.5
    assert math.isclose((own + off - theirs + 0.5) % 1.0, 0.5, abs_tol=1e-9)
    assert math.isclose(off, PD_OFF(theirs, own), abs_tol=1e-12)


@given(st.floats(-0.5, 0.5), RATES)
def test_the_rate_is_bent_by_a_tenth_at_most_and_as_in_pd(off, rate):
    bent = BENT(off, rate)
    assert 0.9 * rate - 1e-12 <= bent <= 1.1 * rate + 1e-12
    assert (bent - rate) * off >= 0
    assert math.isclose(bent, PD_BENT(off, rate), abs_tol=1e-12)


@given(st.floats(0, 0.999), st.integers(-10_000, 100_000))
def test_whole_beats_are_whole_on_both_sides_of_zero(phase, beats):
    (whole,) = _max("lb.phase")
    assert whole(phase, beats + phase) == beats


@given(st.floats(20, 400))
def test_a_beats_length_is_that_of_its_tempo_and_0_without_one(bpm):
    (length,) = _max("lb.tempo")
    assert math.isclose(length(bpm), 60_000 / bpm)
    assert length(0.0) == 0.0


def test_it_is_asked_more_often_while_the_bridge_is_gone():
    (pause,) = _max("lb.bridge")
    assert pause(1) == 5000
    assert pause(0) == 1000
