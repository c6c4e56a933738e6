"""Training needs the ``train`` extra; without it the tests of training are left out, and pytest says so."""

from __future__ import annotations

import os
from importlib.util import find_spec

TRAINED = find_spec("torch") is not None and find_spec("onnx") is not None
# In CI a missing part is a failure: the tests are collected, and fail to import it.
collect_ignore = [] if TRAINED or os.environ.get("CI") else ["leader/network/test_training.py"]


def pytest_report_header() -> str:
    return "training tests: " + ("on" if TRAINED else "left out: they need pip install leaderbridge[train]")
