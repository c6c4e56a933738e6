"""Recorded runs, cut anywhere or changed: what was recorded, or a line that says where it is damaged."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from bridge.app.news import Reporter
from bridge.offline.recorded import report
from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.outputs.board import Board
from bridge.outputs.encode import encode
from bridge.outputs.journal_files import about, entries, is_recorded, newest_run
from bridge.outputs.journal_lines import Scribe
from bridge.outputs.recorder import Recorder
from bridge.types import KINDS, Command, Reading, Step
from tests.fuzz.mutants import mutants
from tests.fuzz.victim import Outcome, Victim
from tests.outputs.runs import steady_steps
from tests.outputs.test_journal_lines import ABOUT

OTHERS = (Listening({"name": "leader-3"}), Obeyed(Command("lead", ("drums",)), 0.5), Refused("no", None))


def recorded(seconds: float) -> bytes:
    """A journal's one file."""
    scribe, steps = Scribe(), list(steady_steps(seconds, known_from=0.2))
    onset = Reading("drums", "onset", steps[20].t, steps[20].t, 0.5)
    steps[20] = replace(steps[20], readings=(*steps[20].readings, onset))
    lines = [ABOUT.line(), *map(scribe.line, (OTHERS[0], *steps, *OTHERS[1:]))]
    return "\n".join([*lines, ""]).encode()


JOURNALS = [recorded(0.5), recorded(0.3)]
FEW = [b"\n".join(data.splitlines()[:6] + data.splitlines()[-12:] + [b""]) for data in JOURNALS]
"""Few enough lines that each kind of them is met."""


def use(case: tuple[str, bytes, bytes]) -> None:
    """All that a replay and a report do with each step; ``case``: a folder and two pieces of a run."""
    run = _written(*case)
    said = about(newest_run(run))
    names = tuple(bus.name for bus in said.buses)
    board, reporter = Board.create(), Reporter(names)
    try:
        with Recorder(run / "tables", names) as recorder:
            for entry in entries(run):
                if isinstance(entry, Step):
                    recorder.write(entry)
                    board.publish(entry.beat)
                    assert board.read().beat.state == entry.beat.state
                    reporter.see(entry)
                    reporter.status(entry, lost=0)
                    _say(entry)
    finally:
        board.unlink()


def _say(step: Step) -> None:
    for reading in step.readings:
        kind = KINDS[reading.kind]
        if kind.osc:
            values = reading.value if isinstance(reading.value, tuple) else (reading.value,)
            encode(f"bus/{{bus}}/{kind.osc}", *values, bus=reading.bus)


def tell(case: tuple[str, bytes, bytes]) -> None:
    """``leaderbridge analyse`` of it."""
    run = _written(*case)
    assert is_recorded(run)
    json.dumps(report(run, run / "report", lambda done: None))


def _written(folder: str, one: bytes, two: bytes) -> Path:
    run = Path(folder)
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    (run / "journal-0001.jsonl").write_bytes(one)
    if two:
        (run / "journal-0002.jsonl").write_bytes(two)
    return run


def runs(folder: Path) -> st.SearchStrategy[tuple[str, bytes, bytes]]:
    damaged = mutants(FEW) | mutants(JOURNALS) | mutants(JOURNALS, head=250)
    return st.tuples(st.just(str(folder / "run")), damaged, st.just(b"") | damaged)


def test_recorded_runs(fuzz, tmp_path):
    with Victim(use) as victim:
        fuzz(runs(tmp_path), victim)


def test_reports_of_recorded_runs(fuzz, tmp_path):
    with Victim(tell) as victim:
        assert victim.take((str(tmp_path / "run"), JOURNALS[0], b"")) == Outcome()  # loads all that draws
        fuzz(runs(tmp_path), victim, share=0.1)


@pytest.mark.parametrize("cut", range(0, len(FEW[0]), 97))
def test_a_run_cut_anywhere_is_played_to_where_it_was_cut(cut, tmp_path):
    (tmp_path / "journal-0001.jsonl").write_bytes(FEW[0][:cut])
    whole = FEW[0][:cut].count(b"\n")
    if whole:
        assert len(list(entries(tmp_path))) in (whole - 1, whole)
