"""The campaigns of a run, and their table at its end."""

from __future__ import annotations

import pytest

from tests.fuzz.campaign import HEAD, Campaign, Ledger

LEDGER = pytest.StashKey[Ledger]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash.setdefault(LEDGER, [])


@pytest.fixture
def fuzz(request: pytest.FixtureRequest) -> Campaign:
    """A campaign named as the test is."""
    name = request.node.name.removeprefix("test_").replace("_", " ")
    return Campaign(name, request.config.stash.setdefault(LEDGER, []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(LEDGER, [])
    if rows:
        terminalreporter.section("hostile and clumsy input")
        for cells in (HEAD, ("---",) * len(HEAD), *(row.cells() for row in rows)):
            terminalreporter.line(f"| {' | '.join(cells)} |")
