from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import BridgeError
from bridge.outputs.recorder import ClockLog, Recorder
from bridge.outputs.rows import BeatRows
from bridge.outputs.tables import numbers, read_columns
from bridge.outputs.truth import write_truth
from bridge.types import HOP, RATE, Reading, Timeline, Transport
from tests.outputs.runs import BUSES, KnownTruth, choice, steady_steps, step


def recorded(folder, steps, name):
    with Recorder(folder, BUSES) as recorder:
        for each in steps:
            recorder.write(each)
    return read_columns(folder / name)


def beats_of(steps):
    rows = BeatRows(BUSES)
    for each in steps:
        rows.take(each)
    return [(float(t), int(beat), int(bar), int(place)) for t, beat, bar, place in rows.at(0.0)]


def record_until(folder, error):
    with Recorder(folder, BUSES) as recorder:
        recorder.write(step(0.5, bpm=100.0))
        raise error


def test_there_are_ten_rows_a_second_from_the_first_tenth_on(tmp_path):
    tempo = recorded(tmp_path, steady_steps(2.0), "tempo.csv")
    assert tempo["time"] == [f"{n / 10:.1f}" for n in range(1, 21)]


def test_a_row_knows_nothing_that_came_after_it(tmp_path):
    steps = [step(0.09, bpm=100.0), step(0.1, bpm=101.0), step(0.1001, bpm=102.0), step(0.25, bpm=103.0)]
    assert recorded(tmp_path, steps, "tempo.csv")["bpm"] == ["101.000", "102.000"]


def test_the_tempo_is_empty_only_before_the_first_estimate(tmp_path):
    steps = [step(0.05), step(0.15, bpm=99.5), step(0.25), step(0.35)]
    assert recorded(tmp_path, steps, "tempo.csv")["bpm"] == ["", "99.500", "99.500"]


def test_rows_go_on_through_a_gap_in_the_sound(tmp_path):
    steps = [step(0.05, bpm=90.0), step(0.75, bpm=91.0)]
    assert recorded(tmp_path, steps, "tempo.csv")["bpm"] == ["90.000"] * 7


def test_shares_stand_by_bus_and_nobody_leads_before_the_first_verdict(tmp_path):
    steps = [
        step(0.05),
        step(0.15, choice=choice(0.2, "bass")),
        step(0.25, choice=choice(0.3, None)),
        step(0.35),
    ]
    leader = recorded(tmp_path, steps, "leader.csv")
    assert list(leader) == ["time", "leader", "confidence", "drums", "bass", "none"]
    assert leader["leader"] == ["none", "bass", "none"]
    assert leader["bass"] == ["0.0000", "0.7000", "0.2000"]
    assert leader["none"] == ["1.0000", "0.1000", "0.6000"]


def test_each_bus_has_its_row_and_onsets_are_counted_since_the_last_one(tmp_path):
    def onset(t):
        return Reading("bass", "onset", t, t, 0.5)

    steps = [
        step(0.05, onset(0.01), onset(0.04), Reading("bass", "pitch", 0.05, 0.05, 55.0)),
        step(0.15, onset(0.12), Reading("bass", "tempo", 0.15, 0.15, 0.0)),
        step(0.25, Reading("bass", "tempo", 0.25, 0.25, 98.7654)),
        step(0.35),
    ]
    heard = recorded(tmp_path, steps, "buses.csv")
    assert heard["bus"] == ["drums", "bass"] * 3
    assert heard["onsets"] == ["0", "2", "0", "1", "0", "0"]
    assert heard["bpm"][1::2] == ["", "", "98.765"]
    assert heard["pitch_hz"][1::2] == ["55.00"] * 3
    assert set(heard["level_dbfs"]) == {""}


def test_beats_fall_where_the_timeline_put_them_beforehand():
    line = Timeline(120.0, 0.0, 0.5)
    moved = line.moved(0.2)
    steps = [step(0.4, timeline=line), step(0.6, timeline=moved), step(1.05, timeline=moved), step(1.3)]
    assert [t for t, *_ in beats_of(steps)] == [0.5, 1.2]


def test_beats_are_counted_in_bars_of_the_transport():
    waltz = Transport(meter=(3, 4), downbeat=1, bar0=1)
    steps = [step(0.1 * n, timeline=Timeline(60.0, 0.0, 0.05), transport=waltz) for n in range(60)]
    counted = [(bar, place) for _, _, bar, place in beats_of(steps)]
    assert counted == [(0, 3), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_a_leap_of_the_timeline_makes_no_shower_of_beats_and_the_count_runs_on():
    steps = [step(0.1 * n, timeline=Timeline(120.0, 0.0 if n < 20 else 1000.25, 0.0)) for n in range(40)]
    beats = beats_of(steps)
    assert [beat for _, beat, *_ in beats] == list(range(len(beats)))
    assert all(b[0] - a[0] > 0.1 for a, b in pairwise(beats))


@given(st.lists(st.floats(-0.02, 0.02), min_size=50, max_size=300))
def test_a_gliding_timeline_gives_each_beat_once_and_in_order(bends):
    line, steps = Timeline(120.0, 0.0, 0.0), []
    for n, bend in enumerate(bends):
        t = n * HOP / RATE
        line = line.retempo(120.0 * (1 + bend), t)
        steps.append(step(t, timeline=line))
    beats = beats_of(steps)
    passed = int(np.floor(line.beat_at(steps[-1].t) - 1e-6)) + 1
    assert abs(len(beats) - passed) <= 1
    assert all(a[0] < b[0] and b[1] == a[1] + 1 for a, b in pairwise(beats))


def test_after_an_error_nothing_is_left_behind(tmp_path):
    with pytest.raises(RuntimeError):
        record_until(tmp_path, RuntimeError)
    assert not list(tmp_path.iterdir())


def test_ctrl_c_keeps_what_was_recorded(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        record_until(tmp_path, KeyboardInterrupt)
    assert len(read_columns(tmp_path / "tempo.csv")["time"]) == 5


def test_a_new_run_clears_the_old_ones_truth_but_no_other_file(tmp_path):
    for name in ("truth.csv", "report.png", "song.als"):
        (tmp_path / name).write_text("old")
    Recorder(tmp_path, BUSES).close()
    assert (tmp_path / "song.als").exists()
    assert not (tmp_path / "truth.csv").exists()
    assert not (tmp_path / "report.png").exists()


def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BridgeError, match="choose another"):
        Recorder(tmp_path / "file" / "deep", BUSES)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_clock_log_and_the_truth_have_the_columns_others_read(tmp_path):
    log = ClockLog(tmp_path)
    log.write(1.25, "start")
    log.close()
    write_truth(tmp_path, KnownTruth(3.0), 3.0)
    assert read_columns(tmp_path / "clock.csv") == {"time": ["1.250000"], "kind": ["start"]}
    truth, beats = read_columns(tmp_path / "truth.csv"), read_columns(tmp_path / "truth_beats.csv")
    assert list(truth) == ["time", "bpm", "leader"]
    assert truth["leader"][18:20] == ["drums", "bass"]
    assert len(truth["time"]) == 30
    assert beats["beat"] == [str(n) for n in range(6)]
    assert np.allclose(numbers(beats["time"]), np.arange(1, 7) / 2)


def test_a_run_that_heard_nothing_leaves_nothing(tmp_path):
    with Recorder(tmp_path, BUSES):
        pass
    assert not list(tmp_path.iterdir())
