"""A run is kept while it goes on, and happens again: the real processes, heard over OSC."""

from __future__ import annotations

import os
import signal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.audio.demo import DemoBand
from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.outputs.journal_files import about, entries, newest_run
from bridge.types import Step
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear
from tests.program import Program, command_of, run, session

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SECONDS = 16.0


@pytest.fixture(scope="module")
def song(tmp_path_factory) -> Path:
    """A folder of the demo band's stems."""
    folder, band = tmp_path_factory.mktemp("song"), DemoBand(SECONDS, 1)
    for name, sound in zip(band.names, band.read(band.frames), strict=True):
        soundfile.write(folder / f"{name}.wav", sound, band.rate)
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory, free_port) -> Path:
    path = tmp_path_factory.mktemp("settings") / "gig.toml"
    path.write_text(f"midi = []\n[clock]\nprior_bpm = 100\n[osc]\nport = {free_port}\ntargets = []\n")
    return path


@pytest.fixture(scope="module")
def concert(tmp_path_factory, song, settings, free_port):
    """The folder of a recorded run, what it said over OSC, and what the program left."""
    folder = tmp_path_factory.mktemp("concerts")
    words = ("run", "--stems", song, "--record", folder, "--record-audio", "-c", settings)
    with Program(folder.parent, *words) as bridge, Ear(free_port) as ear:
        bridge.until_ready()
        ear.say("/bridge/subscribe", ear.port)
        ear.listen(4)
        ear.say("/bridge/lead", "bass")
        ear.say("/bridge/lead", "nobody I know")
        wait_for(lambda: ear.listen(0.1) or bridge.process.poll() is not None, 60)
        left = bridge.outcome()
    return folder, ear, left


def beats(ear):
    return [tuple(args[:2]) for _, args in ear.all("/bridge/beat")]


def test_a_run_that_is_recorded_ends_as_any_other(concert):
    _, _, left = concert
    assert (left.code, left.clean) == (0, True), left


def test_each_step_is_in_the_journal_once(concert):
    times = [entry.t for entry in entries(newest_run(concert[0])) if isinstance(entry, Step)]
    assert times[-1] > SECONDS / 2  # a busy machine is behind when the sound ends, and so is what it decides
    assert {round((b - a) * 44_100 / 512) for a, b in pairwise(times)} == {1}


def test_the_journal_says_what_went_out_over_osc(concert):
    folder, ear, _ = concert
    told = {args[0] for _, args in ear.all("/bridge/leader")} - {"none"}
    steps = [entry for entry in entries(newest_run(folder)) if isinstance(entry, Step)]
    chosen = {step.choice.leader for step in steps if step.choice} - {None}
    assert told
    assert told <= chosen
    bpm = {round(step.beat.bpm, 2) for step in steps}
    assert {round(args[0], 2) for _, args in ear.all("/bridge/tempo")} <= {round(b, 2) for b in bpm}


def test_what_people_asked_is_kept_obeyed_or_not(concert):
    kept = list(entries(newest_run(concert[0])))
    obeyed = [(e.command.kind, e.command.args) for e in kept if isinstance(e, Obeyed)]
    assert obeyed == [("lead", ("bass",))]
    assert ["nobody I know" in e.message for e in kept if isinstance(e, Refused)] == [True]


def test_settings_buses_and_model_are_kept(concert):
    run = newest_run(concert[0])
    said = about(run)
    assert [bus.name for bus in said.buses] == ["bass", "drums", "keys", "lead"]
    assert said.settings["clock"]["prior_bpm"] == 100
    (model,) = [entry.model for entry in entries(run) if isinstance(entry, Listening)]
    assert model["name"].startswith("leader")


def test_the_sound_is_kept_as_it_came(concert, song):
    tape = newest_run(concert[0]) / "audio" / "1"
    for path in sorted(song.glob("*.wav")):
        played, _ = soundfile.read(path, dtype="float32")
        kept, _ = soundfile.read(tape / f"{path.stem}.flac", dtype="float32")
        assert len(kept) > len(played) - 44_100
        assert np.max(np.abs(kept - played[: len(kept)])) <= 2.0**-23


def test_a_replay_beats_as_the_run_did(concert, settings, free_port, tmp_path):
    folder, before, _ = concert
    with Program(tmp_path, "replay", folder, "-c", settings) as bridge, Ear(free_port) as ear:
        bridge.until_ready()
        ear.say("/bridge/subscribe", ear.port)
        ear.listen(6)
        ear.say("/bridge/tap")
        wait_for(lambda: ear.listen(0.1) or bridge.process.poll() is not None, 60)
        left = bridge.outcome()
    assert (left.code, left.clean) == (0, True), left
    then, now = [args[0] for _, args in ear.all("/bridge/error")]
    assert "nobody I know" in then
    assert "this is a recording" in now
    # The last beat of either may fall behind its end.
    assert beats(ear)[:-1] == beats(before)[: len(beats(ear)) - 1]
    assert len(beats(ear)) >= len(beats(before)) - 1 > 10
    gaps, gaps_before = (np.diff([t for t, _ in e.all("/bridge/beat")]) for e in (ear, before))
    count = min(map(len, (gaps, gaps_before)))
    assert np.median(np.abs(gaps[:count] - gaps_before[:count])) < 0.01


def test_a_recorder_that_is_killed_is_back_and_the_run_goes_on(song, settings, tmp_path):
    folder = tmp_path / "concerts"
    with Program(tmp_path, "run", "--stems", song, "--record", folder, "-c", settings) as bridge:
        bridge.until_ready()
        wait_for(lambda: _steps(folder) > 100, 20)
        before = _steps(folder)
        os.kill(_writer(bridge.process.pid, folder), signal.SIGKILL)
        wait_for(lambda: len(list(newest_run(folder).glob("journal-*"))) == 2, 20)
        wait_for(lambda: _steps(folder) > before + 100, 20)
        bridge.interrupt()
        left = bridge.outcome()
    assert (left.code, left.clean) == (0, True), left
    assert "the journal process had ended; it is started again" in left.err


def _steps(folder):
    try:
        return sum(isinstance(entry, Step) for entry in entries(newest_run(folder)))
    except Exception:
        return 0


def _writer(leader, folder):
    """The process that has the journal open."""
    for pid in session(leader):
        for link in Path(f"/proc/{pid}/fd").glob("*"):
            if "journal-" in os.path.realpath(link):
                return pid
    raise AssertionError(f"nobody writes into {folder}: {[command_of(pid) for pid in session(leader)]}")


def test_a_folder_without_a_recording_is_refused(tmp_path, settings):
    said = run(tmp_path, "replay", tmp_path, "-c", settings).refusal
    assert "no recording here; leaderbridge run --record" in said


def test_sound_without_a_place_for_it_is_refused(tmp_path, settings):
    assert "--record DIR" in run(tmp_path, "run", "--record-audio", "-c", settings).refusal
