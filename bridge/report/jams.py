"""``report.jams``: tempo, beats and leader in the JSON Annotated Music Specification, for other programs.

After Humphrey et al., "JAMS: A JSON Annotated Music Specification for Reproducible MIR Research",
ISMIR 2014. Namespaces: ``tempo``, ``beat`` (place in the bar) and ``segment_open`` (who led).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bridge import __version__
from bridge.errors import BridgeError
from bridge.report.lead import stretches
from bridge.report.run import FRAME, Run, read

SCHEMA = "0.3.4"
"""Version of the JAMS schema that is written."""
CHANGED = 0.005
"""Part by which the tempo must differ for a new observation."""


def write(folder: Path) -> Path:
    """Write ``report.jams`` into a run's ``folder``; gives its path.

    Raises `BridgeError` when a table is missing or the file cannot be written.
    """
    path = folder / "report.jams"
    try:
        path.write_text(json.dumps(document(read(folder), folder.resolve().name)) + "\n", encoding="utf-8")
    except OSError as why:
        raise BridgeError(f"{path}: cannot be written ({why.strerror}); choose another folder") from why
    return path


def document(run: Run, title: str) -> dict[str, Any]:
    """The run as one JAMS object, of plain values."""
    return {
        "file_metadata": {
            "title": title,
            "artist": "",
            "release": "",
            "duration": run.seconds,
            "identifiers": {},
            "jams_version": SCHEMA,
        },
        "annotations": [
            _annotation(run, "tempo", list(_tempi(run))),
            _annotation(
                run,
                "beat",
                [_seen(float(t), 0.0, float(n)) for t, n in zip(run.beats, run.places, strict=True)],
            ),
            _annotation(
                run, "segment_open", [_seen(s.start, s.seconds, s.leader, s.share) for s in stretches(run)]
            ),
        ],
        "sandbox": {},
    }


def _tempi(run: Run) -> Iterator[dict[str, Any]]:
    """Stretches of equal tempo, each with the mean confidence in it."""
    bpm = np.nan_to_num(run.bpm)
    first = 0
    for place in range(1, len(bpm) + 1):
        if place < len(bpm) and abs(bpm[place] - bpm[first]) <= CHANGED * bpm[first]:
            continue
        if bpm[first]:
            sure = float(np.mean(run.confidence[first:place]))
            yield _seen(float(run.times[first]) - FRAME, (place - first) * FRAME, float(bpm[first]), sure)
        first = place


def _seen(
    time: float, duration: float, value: float | str, confidence: float | None = None
) -> dict[str, Any]:
    return {
        "time": round(max(0.0, time), 6),
        "duration": round(duration, 6),
        "value": value,
        "confidence": confidence,
    }


def _annotation(run: Run, namespace: str, data: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "namespace": namespace,
        "data": data,
        "time": 0,
        "duration": run.seconds,
        "sandbox": {},
        "annotation_metadata": {
            "annotation_tools": f"leaderbridge {__version__}",
            "data_source": "program",
            "annotator": {},
            "annotation_rules": "",
            "corpus": "",
            "curator": {"name": "", "email": ""},
            "validation": "",
            "version": "",
        },
    }
