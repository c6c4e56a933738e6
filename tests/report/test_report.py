"""What a report says is what was played."""

import json
import re
from html.parser import HTMLParser

import jams as library
import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.outputs import summary
from bridge.outputs.recorder import Recorder
from bridge.report import jams, page
from bridge.report.lead import hand_overs, parts, stretches
from bridge.report.pace import pace
from bridge.report.run import read
from bridge.report.together import Asynchrony, apart, asynchronies
from bridge.types import HOP, RATE, TICK, Reading, Timeline
from tests.outputs.runs import BUSES, choice, step

SECONDS = 40.0


def played(t):
    """Drums lead, then nobody for 4 s, then the bass."""
    return "drums" if t < 16 else None if t < 20 else "bass"


def steps(late=0.012):
    """120 BPM; the bass plays each beat ``late`` seconds after the drums."""
    said = 0
    for n in range(1, int(SECONDS * RATE / HOP) + 1):
        t = n * HOP / RATE
        due = int((t + HOP / RATE - 1e-9) / TICK)
        beats = range(int(2 * (t - HOP / RATE)) + 1, int(2 * t) + 1)
        onsets = [
            Reading(bus, "onset", beat / 2 + after, t, 0.8)
            for beat in beats
            for bus, after in (("drums", 0.0), ("bass", late))
        ]
        tempo = Reading("mix", "tempo", t, t, 120.0, 0.5)
        yield step(
            t,
            *onsets,
            tempo,
            bpm=120.0,
            timeline=Timeline(120.0, 0.0, 0.0),
            choice=choice(due * TICK, played(due * TICK)) if due > said else None,
        )
        said = due


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("A song & <more>")
    with Recorder(folder, BUSES) as recorder:
        for each in steps():
            recorder.write(each)
    run = summary.Run({"clock": {"min_bpm": 40.0}}, {"name": "leader-3", "sha256": "ab" * 32}, SECONDS, 1.0)
    summary.write(folder, summary.build(folder, run))
    return folder


def test_who_led_when_and_who_took_over_is_what_was_said(folder):
    found = stretches(read(folder))
    assert [s.leader for s in found] == ["drums", "none", "bass"]
    assert [s.start for s in found] == pytest.approx([0, 16, 20], abs=0.15)
    (change,) = hand_overs(found)
    assert (change.giver, change.taker) == ("drums", "bass")
    assert change.after == pytest.approx(4.0, abs=0.15)


def test_shares_are_means_over_the_whole_run(folder):
    drums, bass = parts(read(folder))
    assert drums.named == pytest.approx(0.4, abs=0.01)
    assert bass.named == pytest.approx(0.5, abs=0.01)
    assert drums.share == pytest.approx(0.4 * 0.7 + 0.6 * 0.2, abs=0.01)


def test_who_is_ahead_is_found_to_the_millisecond(folder):
    (pair,) = asynchronies(read(folder))
    assert (pair.one, pair.other, pair.ahead) == ("drums", "bass", "drums")
    assert pair.mean == pytest.approx(-12.0, abs=0.01)
    assert pair.notes == pytest.approx(2 * SECONDS, abs=2)


def test_a_mean_within_chance_puts_nobody_ahead():
    assert Asynchrony("a", "b", 2.0, 20.0, 50).ahead == ""
    assert Asynchrony("a", "b", 2.0, 2.0, 50).ahead == "b"


def test_notes_belong_together_only_when_each_is_the_others_nearest():
    one, other = np.array([1.0, 2.0, 2.02, 9.0]), np.array([1.01, 2.01, 5.0])
    assert apart(one, other, 0.05) == pytest.approx([-0.01, -0.01])
    assert len(apart(one, np.zeros(0), 0.05)) == 0
    assert apart(np.array([1.0]), np.array([1.03]), 0.05) == pytest.approx([-0.03])


@pytest.mark.parametrize("percent", [-2.0, 0.0, 1.5])
def test_a_drift_is_told_in_percent_a_minute(percent):
    times = np.arange(0.1, 180, 0.1)
    curve = pace(times, 120 * (1 + percent / 100 * (times - 90) / 60))
    assert curve.drift == pytest.approx(percent, abs=0.01)
    assert curve.wobble == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(("seconds", "told"), [(50, False), (65, True)])
def test_a_drift_a_minute_is_told_of_a_minute_of_music_at_least(seconds, told):
    times = np.arange(0.1, seconds, 0.1)
    curve = pace(times, 120 * (1 + 0.02 * times / 60))
    assert (curve.drift is not None) == told
    assert curve.change > 1.0


def test_octave_errors_do_not_count_as_drift():
    times = np.arange(0.1, 120, 0.1)
    bpm = np.full(len(times), 100.0)
    bpm[100:130] = 200.0
    assert pace(times, bpm).drift == pytest.approx(0.0, abs=0.01)


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href")]


def test_the_page_needs_nothing_beside_it_and_says_names(folder):
    text = page.write(folder).read_text(encoding="utf-8")
    seen = Seen()
    seen.feed(text)
    assert seen.links == []
    assert "http" not in re.sub(r"<!doctype[^>]*>", "", text)
    assert seen.tags.count("svg") == 6
    for said in ("120.00 BPM", "drums against bass", "drums is ahead", "leader-3", "clock.min_bpm"):
        assert said in text
    assert "nan" not in re.sub(r"[a-z]*nan[a-z]+|[a-z]+nan[a-z]*", "", text.lower())
    assert "<more>" not in text


def test_a_run_that_heard_nothing_has_a_page_too(tmp_path):
    with Recorder(tmp_path, BUSES) as recorder:
        recorder.write(step(0.5))
    summary.write(tmp_path, summary.build(tmp_path, summary.Run({}, {}, 0.5, 1.0)))
    assert "Too little was heard" in page.write(tmp_path).read_text(encoding="utf-8")
    jams.write(tmp_path)


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(BridgeError, match="is this the folder of a run"):
        page.write(tmp_path)


def test_jams_is_what_the_jams_library_takes_for_jams(folder):
    path = jams.write(folder)
    loaded = library.load(str(path), validate=True, strict=True)
    (tempo,) = loaded.search(namespace="tempo")
    (beats,) = loaded.search(namespace="beat")
    (leaders,) = loaded.search(namespace="segment_open")
    assert [o.value for o in tempo.data] == [120.0]
    assert [o.value for o in leaders.data] == ["drums", "none", "bass"]
    assert len(beats.data) == pytest.approx(2 * SECONDS, abs=2)
    assert json.loads(path.read_text())["file_metadata"]["duration"] == SECONDS
