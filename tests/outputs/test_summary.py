import json
import math

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.outputs import summary
from tests.outputs.runs import write_run

RUN = summary.Run({"clock": {"meter": (4, 4)}}, {"name": "leader", "sha256": "ab"}, duration=4.0, wall=0.5)


def test_a_summary_says_what_ran_with_what_and_how_fast(tmp_path):
    write_run(tmp_path)
    said = summary.build(tmp_path, RUN)
    assert said["speed"] == 8
    assert said["tempo_median_bpm"] == 120
    assert said["buses"] == ["drums", "bass"]
    assert said["model"] == {"name": "leader", "sha256": "ab"}
    assert {"python", "numpy", "aubio-ledfx", "onnxruntime"} <= set(said["versions"])


def test_a_demo_is_judged_by_its_truth(tmp_path):
    write_run(tmp_path)
    said = summary.build_demo(tmp_path, RUN, summary.Losses(samples_lost=3, ticks_late=1))
    assert said["tempo_mae_bpm"] == 0
    # The tempo is known from the first hop after 1 s on, and drums lead before 2 s.
    assert said["tempo_acc1"] == 30 / 40
    assert said["leader_accuracy"] == 19 / 40
    assert said["leader_chance"] == 0.5
    assert said["tick_error_ms_median"] == pytest.approx(10, abs=0.01)
    assert said["tick_error_ms_p95"] == pytest.approx(10, abs=0.01)
    assert (said["samples_lost"], said["ticks_late"]) == (3, 1)
    assert said["baselines"]["leader_loudest_bus"] == said["leader_accuracy"]


def test_a_wrong_tempo_and_a_late_clock_show(tmp_path):
    write_run(tmp_path, bpm=126.0, late=-0.025)
    said = summary.build_demo(tmp_path, RUN, summary.Losses())
    assert said["tempo_mae_bpm"] == pytest.approx(6)
    assert said["tempo_acc1"] == 0
    assert said["tick_error_ms_median"] == pytest.approx(25, abs=0.01)


def test_summary_json_is_strict_json_with_null_for_what_is_unknown(tmp_path):
    known = {"a": math.nan, "b": [np.float64(1.5), math.inf], "c": {"d": tmp_path}, "e": True}
    path = summary.write(tmp_path, known)
    assert json.loads(path.read_text(), parse_constant=pytest.fail) == {
        "a": None,
        "b": [1.5, None],
        "c": {"d": str(tmp_path)},
        "e": True,
    }
    assert [p.name for p in tmp_path.iterdir()] == ["summary.json"]


def test_a_folder_without_a_run_and_one_too_short_are_refused(tmp_path):
    with pytest.raises(BridgeError, match=r"tempo\.csv: cannot be read"):
        summary.build(tmp_path, RUN)
    write_run(tmp_path, seconds=0.05)
    with pytest.raises(BridgeError, match="too short"):
        summary.judge(tmp_path)
