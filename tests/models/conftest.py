"""The models' tests need the ``train`` extra; without it they are left out, and pytest says so."""

from __future__ import annotations

import os
from importlib.util import find_spec

TRAINED = all(
    find_spec(name) for name in ("torch", "onnx", "scipy", "sklearn", "mir_eval", "joblib", "tqdm", "yaml")
)
# In CI a missing part is a failure: the tests are collected, and fail to import it.
LEFT_OUT = ["leader/*", "material/*", "mcclstm/*", "activity/*", "search/*"]
collect_ignore_glob = [] if TRAINED or os.environ.get("CI") else LEFT_OUT


def pytest_report_header() -> str:
    return "tests of the models: " + (
        "on" if TRAINED else "left out: they need pip install leaderbridge[train]"
    )
