"""A journal survives power cuts, new starts and long nights."""

import multiprocessing
import os
import signal
from contextlib import closing
from datetime import datetime

import pytest

from bridge.errors import BridgeError
from bridge.outputs import journal_files
from bridge.outputs.journal_files import Journal, about, entries, files, is_recorded, new_run, newest_run
from tests.jack import wait_for
from tests.outputs.runs import steady_steps, step
from tests.outputs.test_journal_lines import ABOUT

SPAWN = multiprocessing.get_context("spawn")


def write(folder, steps, largest=journal_files.LARGEST):
    with closing(Journal(folder, ABOUT, largest)) as journal:
        for each in steps:
            journal.write([each])


def times(folder):
    return [entry.t for entry in entries(folder)]


def test_what_was_written_is_there(tmp_path):
    write(tmp_path, steady_steps(1.0))
    assert times(tmp_path) == [pytest.approx(each.t, abs=1e-6) for each in steady_steps(1.0)]
    assert about(tmp_path) == ABOUT


def test_a_long_run_goes_on_in_the_next_file_and_each_can_be_read_alone(tmp_path):
    write(tmp_path, steady_steps(3.0), largest=20_000)
    whole = times(tmp_path)
    assert len(files(tmp_path)) > 2
    last = files(tmp_path)[-1]
    for path in files(tmp_path)[:-1]:
        path.unlink()
    assert about(tmp_path) == ABOUT
    assert times(tmp_path) == whole[-len(times(tmp_path)) :]
    assert last.stat().st_size < 25_000


def test_a_writer_that_was_killed_is_followed_by_another_that_overwrites_nothing(tmp_path):
    write(tmp_path, [step(1.0)])
    write(tmp_path, [step(2.0)])
    assert times(tmp_path) == [1.0, 2.0]


def test_a_line_torn_by_a_power_cut_is_left_out_and_what_follows_is_read(tmp_path):
    write(tmp_path, [step(1.0), step(2.0)])
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    write(tmp_path, [step(3.0)])
    assert times(tmp_path) == [1.0, 3.0]


def test_damage_before_the_end_is_told_with_its_place(tmp_path):
    write(tmp_path, [step(1.0), step(2.0)])
    (path,) = files(tmp_path)
    path.write_text(path.read_text().replace('"t":1.0', '"t":1.'))
    with pytest.raises(BridgeError, match=r"journal-0001\.jsonl, line 2: damaged"):
        times(tmp_path)


def _write_for_ever(folder):
    with closing(Journal(folder, ABOUT)) as journal:
        for k in range(1_000_000):
            journal.write([step(float(k))])
            (folder / "written").write_text(str(k))


def test_a_killed_writer_has_lost_nothing_that_it_wrote(tmp_path):
    writer = SPAWN.Process(target=_write_for_ever, args=(tmp_path,))
    writer.start()
    wait_for(lambda: (tmp_path / "written").exists(), 20)
    wait_for(lambda: int((tmp_path / "written").read_text() or 0) > 20, 20)
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    said = (tmp_path / "written").read_text()
    assert len(times(tmp_path)) >= (int(said) if said else 20)


def test_each_run_has_a_folder_of_its_own_and_the_newest_is_found(tmp_path):
    early, late = (new_run(tmp_path, datetime(2026, 5, day, 20, 30)) for day in (1, 2))
    write(early, [step(1.0)])
    assert newest_run(tmp_path) == early
    write(late, [step(2.0)])
    assert newest_run(tmp_path) == late
    assert newest_run(early) == early
    assert is_recorded(tmp_path)
    assert is_recorded(late)


def test_where_nothing_was_recorded_the_way_to_it_is_told(tmp_path):
    assert not is_recorded(tmp_path)
    with pytest.raises(BridgeError, match="run --record"):
        newest_run(tmp_path)


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "concerts").write_text("")
    with pytest.raises(BridgeError, match="choose another"):
        new_run(tmp_path / "concerts", datetime(2026, 5, 1))
