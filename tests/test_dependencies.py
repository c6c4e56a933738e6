"""The review of the dependencies names each of them, and the licence that it states itself."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| ([\w-]+) \| (.+) \| ([\w.-]+) \|$", re.MULTILINE)
_, *ROWS = ROW.findall((ROOT / "docs/dependencies.md").read_text())
REVIEWED = {name: licence for name, _, licence in ROWS}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
STATED = {
    "MIT": r"\bMIT\b",
    "BSD-3-Clause": r"\bBSD\b",
    "PSF-2.0": r"\bPSF\b|Python Software Foundation",
    "Unlicense": r"unlicense|free and unencumbered",
    "LGPL-2.1-or-later": r"LGPL-2\.1-or-later",
    "LGPL-3.0-or-later": r"LGPL-3\.0-or-later",
    "GPL-3.0-or-later": r"General Public License v3 or later|GPL-3\.0-or-later",
}
"""The licences that go with GPL-3.0-or-later among those that we have met, and how packages state them."""


def test_each_dependency_is_reviewed_and_no_other():
    assert list(REVIEWED) == [Requirement(line).name for line in PROJECT["dependencies"]]


@pytest.mark.parametrize("name", REVIEWED)
def test_the_licence_is_the_one_that_it_states(name):
    said = metadata(name)
    keys = ("License-Expression", "License", "Classifier")
    stated = "\n".join(value for key in keys for value in said.get_all(key) or ())
    assert re.search(STATED[REVIEWED[name]], stated, re.IGNORECASE), stated[:200]


def test_every_dependency_has_a_lower_and_an_upper_bound():
    for line in PROJECT["dependencies"]:
        assert {">", "<"} <= {each.operator[0] for each in Requirement(line).specifier}, line
