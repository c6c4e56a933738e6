import numpy as np
import pytest

from bridge.outputs.recorder import Recorder
from bridge.report import ears
from bridge.types import KINDS, MIX, Reading
from tests.outputs.runs import BUSES, step

STYLES = KINDS["styles"].labels


def chances(name, chance):
    return tuple(chance if label == name else 0.01 for label in STYLES)


def heard():
    """The drums sound like drums for 5 s and rest; the mix becomes a tango, more and more surely."""
    for t in range(10):
        drums = "drums" if t < 5 else "none"
        readings = [Reading("drums", "instrument", float(t), t + 1.5, drums, 0.9)]
        readings.append(Reading(MIX, "styles", float(t), t + 1.5, chances("tango", t / 10)))
        readings.append(Reading(MIX, "style", float(t), t + 1.5, "tango" if t > 4 else "unknown", t / 10))
        yield step(t + 1.6, *readings, bpm=120.0)


@pytest.fixture
def folder(tmp_path):
    with Recorder(tmp_path, BUSES) as recorder:
        for each in heard():
            recorder.write(each)
    return tmp_path


def test_all_that_was_said_is_read_back(folder):
    found = ears.read(folder)
    (drums,) = found.named["instrument"]
    assert (drums.bus, drums.names) == ("drums", ("drums",) * 5 + ("none",) * 5)
    assert list(drums.times) == list(range(10))
    tango = found.chances["styles"].values[STYLES.index("tango")]
    assert tango == pytest.approx(np.arange(10) / 10)


def test_a_lane_has_a_box_for_each_stretch_and_none_for_rests(folder):
    drawn = ears.lanes(ears.read(folder).named["instrument"], 10.0)
    assert drawn.count("<rect") == 1
    assert "drums: 90% sure" in drawn


def test_the_likeliest_have_a_curve_and_a_name(folder):
    drawn = ears.settling(ears.read(folder).chances["styles"], 10.0)
    assert drawn.count("<path") == ears.MOST
    assert ">tango<" in drawn


def test_a_run_from_before_there_were_such_ears_has_nothing_to_show(tmp_path):
    found = ears.read(tmp_path)
    assert (found.named, found.chances) == ({}, {})


def test_an_ear_that_listened_to_no_mix_has_no_curves(tmp_path):
    with Recorder(tmp_path, BUSES) as recorder:
        parts = tuple(0.5 for _ in KINDS["instruments"].labels)
        recorder.write(step(1.0, Reading("drums", "instruments", 0.0, 1.0, parts), bpm=120.0))
        recorder.write(step(1.2, bpm=120.0))
    assert ears.read(tmp_path).chances == {}
