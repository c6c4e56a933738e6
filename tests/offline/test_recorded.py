"""A run that was kept live has a report too: of what was said then."""

import pytest

from bridge.cli.main import main
from bridge.errors import BridgeError
from bridge.offline.recorded import report
from bridge.outputs.asked import Listening
from bridge.outputs.journal_files import Journal
from bridge.outputs.journal_lines import About
from bridge.outputs.tables import read_columns
from bridge.types import Bus
from tests.outputs.runs import BUSES, steady_steps, write_run

ABOUT = About(tuple(map(Bus, BUSES)), {"clock": {"min_bpm": 40.0}}, "0.1.0", "2026-01-01T20:00:00+01:00")


@pytest.fixture
def concert(tmp_path):
    journal = Journal(tmp_path / "concert", ABOUT)
    journal.write(steady_steps(8.0))
    journal.close()
    return tmp_path / "concert"


def test_its_tables_are_those_of_the_same_steps(concert, tmp_path):
    summary = report(concert, tmp_path / "report", lambda done: None)
    write_run(tmp_path / "same", 8.0)
    for name in ("tempo.csv", "beats.csv", "leader.csv"):
        assert read_columns(tmp_path / "report" / name) == read_columns(tmp_path / "same" / name)
    assert summary["settings"] == {"clock": {"min_bpm": 40.0}}
    assert (tmp_path / "report" / "report.html").exists()


def test_on_the_command_line_the_folder_is_enough(concert, tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        main(["analyse", str(concert.parent), "-o", str(tmp_path / "report")])
    assert not left.value.code
    assert "report.html" in capsys.readouterr().out


def test_a_run_that_heard_nothing_is_refused_and_leaves_nothing(tmp_path):
    journal = Journal(tmp_path / "run", ABOUT)
    journal.write([Listening({})])
    journal.close()
    with pytest.raises(BridgeError, match="nothing to report"):
        report(tmp_path / "run", tmp_path / "out", lambda done: None)
    assert not list((tmp_path / "out").iterdir())
