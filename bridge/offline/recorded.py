"""A report on a run that ``run --record`` kept: of what was heard and decided then."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from bridge.analysis import EARS
from bridge.errors import BridgeError
from bridge.offline.runs import Progress, finish
from bridge.outputs import summary
from bridge.outputs.asked import Listening
from bridge.outputs.journal_files import about, entries, files, newest_run
from bridge.outputs.recorder import Recorder
from bridge.types import Step


def report(recording: Path, out: Path, progress: Progress) -> dict[str, Any]:
    """Write the report on ``recording``, or the newest run in it, into the folder ``out``.

    Gives the summary. Raises `BridgeError` when there is no recording, or a damaged one.
    """
    began, run = time.monotonic(), newest_run(recording)
    said, last, t = about(run), _last(run), 0.0
    model: Listening = Listening({})
    with Recorder(out, [bus.name for bus in said.buses]) as recorder:
        for entry in entries(run):
            if isinstance(entry, Step):
                recorder.write(entry)
                t = entry.t
                progress(min(1.0, t / last))
            elif isinstance(entry, Listening):
                model = entry
    if not t:
        raise BridgeError(f"{run}: the bridge was ended before it heard anything: there is nothing to report")
    facts = summary.Run(dict(said.settings), dict(model.model), t, time.monotonic() - began, tuple(EARS))
    return finish(out, summary.build(out, facts))


def _last(run: Path) -> float:
    """About the last second of a recorded run, for the progress bar."""
    with files(run)[-1].open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - 100_000))
        for line in reversed(file.read().splitlines()):
            try:
                return max(1.0, float(json.loads(line)["t"]))
            except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
                continue
    return 1.0
