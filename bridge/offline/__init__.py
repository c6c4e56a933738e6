"""Recordings and the demo band without the wall clock: a loop over the live step."""

from bridge.offline.arrays import dataframe, readings
from bridge.offline.listening import EARS, Task
from bridge.offline.recorded import report
from bridge.offline.runs import Progress, analyse, demo, finish, judged, keep, steps

__all__ = [
    "EARS",
    "Progress",
    "Task",
    "analyse",
    "dataframe",
    "demo",
    "finish",
    "judged",
    "keep",
    "readings",
    "report",
    "steps",
]
