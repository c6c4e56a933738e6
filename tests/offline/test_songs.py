"""A folder of songs: side by side, taken up where it stopped, a broken one costs only itself."""

import os
import signal
import socket
import time
from functools import cache, partial

import pytest

from bridge.cli.main import main
from bridge.config import Config
from bridge.errors import BridgeError
from bridge.offline.songs import Job, analyse_all, is_collection, songs_in
from bridge.offline.workers import Cores, on_ray
from bridge.outputs.tables import read_columns

EARS = ("level", "tempo", "onsets")


def jobs(songs, out):
    return [Job(song, out / song.name, Config(), False, EARS) for song in songs_in(songs)]


def of(out, song):
    table = read_columns(out / "songs.csv")
    place = table["song"].index(song)
    return {name: cells[place] for name, cells in table.items()}


@pytest.fixture(scope="module")
def done(songs, tmp_path_factory):
    out, said = tmp_path_factory.mktemp("reports"), []
    analyse_all(jobs(songs, out), out, Cores(), said.append)
    return out, said


def test_all_songs_are_one_table_and_a_broken_one_costs_only_itself(done):
    out, said = done
    assert read_columns(out / "songs.csv")["song"] == ["calm", "even", "fast"]
    assert float(of(out, "calm")["tempo_bpm"]) == pytest.approx(100, rel=0.01)
    assert float(of(out, "even")["tempo_bpm"]) == pytest.approx(120, rel=0.01)
    assert "bass.wav: cannot be read as audio" in of(out, "fast")["error"]
    assert (out / "even" / "report.html").exists()
    assert said == sorted(said)
    assert said[-1] == 1.0


def test_what_is_done_is_not_done_again(done, songs):
    out, _ = done
    before = (out / "calm" / "report.html").stat().st_mtime_ns
    started = []

    def workers(waiting):
        started.extend(waiting)
        return iter([job.failed("still broken") for job in waiting])

    analyse_all(jobs(songs, out), out, workers, lambda done: None)
    assert [job.stems.name for job in started] == ["fast"]
    assert (out / "calm" / "report.html").stat().st_mtime_ns == before
    assert float(of(out, "calm")["tempo_bpm"]) == pytest.approx(100, rel=0.01)


def test_a_song_is_done_anew_when_settings_or_stems_are_others(done, songs, tmp_path):
    out, _ = done
    job = jobs(songs, out)[0]
    assert job.done
    assert not Job(job.stems, job.out, job.config, job.pad, ("onsets",)).done
    os.utime(job.stems / "bass.wav")
    assert not job.done


def test_a_process_that_is_killed_costs_only_its_song(songs, tmp_path):
    cores, rows = Cores(1), []
    doing = cores(jobs(songs, tmp_path)[:2])

    def kill_first():
        while not cores._running:
            time.sleep(0.05)
        next(iter(cores._running)).send_signal(signal.SIGKILL)

    from threading import Thread

    killer = Thread(target=kill_first)
    killer.start()
    rows = sorted(doing, key=lambda row: row.song)
    killer.join()
    assert "its process ended with -9" in rows[0].error
    assert rows[1].error == ""


def test_a_folder_of_stems_is_one_song_and_a_folder_of_such_is_many(songs):
    assert is_collection([songs])
    assert not is_collection([songs / "calm"])
    assert not is_collection([songs / "calm" / "bass.wav"])


def test_on_the_command_line_a_failed_song_is_told_and_the_exit_code_is_1(done, songs, tmp_path, capsys):
    out, _ = done
    with pytest.raises(SystemExit) as left:
        main(["analyse", str(songs), "-o", str(out)])
    assert left.value.code == 1
    said = capsys.readouterr()
    assert "2 of 3 songs" in said.out
    assert "1 of 3 songs failed" in said.err


@pytest.mark.usefixtures("need_ray")
def test_ray_does_the_same(songs, tmp_path):
    rows = analyse_all(jobs(songs, tmp_path), tmp_path, partial(on_ray, "local"), lambda done: None)
    assert len(rows) == 3
    assert float(of(tmp_path, "even")["tempo_bpm"]) == pytest.approx(120, rel=0.01)
    assert "bass.wav: cannot be read as audio" in of(tmp_path, "fast")["error"]


@pytest.mark.usefixtures("need_ray")
def test_where_there_is_no_cluster_that_is_said(songs, tmp_path, monkeypatch):
    # Another test's, beside this one, does not count: neither its processes nor the note it left.
    monkeypatch.setattr("ray._private.services.find_gcs_addresses", cache(set))
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    with pytest.raises(BridgeError, match="no Ray cluster at 'auto'"):
        list(on_ray("auto", jobs(songs, tmp_path)))


@pytest.mark.usefixtures("need_ray")
def test_a_cluster_that_does_not_answer_is_told_in_a_line_and_at_once(songs, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(BridgeError, match=f"no Ray cluster at '{address}'") as said:
            list(on_ray(address, jobs(songs, tmp_path)))
    assert time.monotonic() - began < 15.0
    assert "\n" not in str(said.value)
