"""Each fault while the demo band plays through a real jackd: the drum machine goes on, and all comes back."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.e2e.faults.concert import PERIOD, RATE, Concert, concert
from tests.e2e.faults.measured import suffer
from tests.e2e.faults.mischief import FAULTS

SHORT = frozenset(
    {"the clock's process stopped for 2 s", "the audio process killed", "the DAW killed, back after 2 s"}
)
"""Those that every run of the tests tries; `make faults` tries all."""
PIECE = {True: 240.0, False: 100.0}
NEEDED = 60.0
"""Seconds of music that a fault and its recovery may take."""
FOUND = Path("build/faults")

marks = [pytest.mark.slow, pytest.mark.whole]
CASES = [
    pytest.param(name, marks=[*marks, pytest.mark.e2e] if name in SHORT else marks, id=name)
    for name in FAULTS
]


class Hall:
    """The concert that is on; a new one when it is too far gone."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder, self._seconds, self._count = folder, seconds, 0
        self._stack = ExitStack()
        self._on: Concert | None = None

    def concert(self) -> Concert:
        if self._on is None or self._on.left < NEEDED:
            self.end()
            self._count += 1
            self._on = self._stack.enter_context(concert(self._folder / str(self._count), self._seconds))
        return self._on

    def end(self) -> None:
        self._stack.close()
        self._on = None


@pytest.fixture(scope="module")
def hall(tmp_path_factory, request):
    hall = Hall(tmp_path_factory.mktemp("hall"), PIECE[len(request.session.items) > len(SHORT)])
    yield hall
    hall.end()


@pytest.mark.parametrize("name", CASES)
def test_the_band_is_not_left_hanging(hall, name):
    fault = FAULTS[name]
    try:
        cost = suffer(hall.concert(), name, fault)
    except BaseException:
        hall.end()
        raise
    FOUND.mkdir(parents=True, exist_ok=True)
    (FOUND / f"{name}.json").write_text(json.dumps(asdict(cost)))
    print(asdict(cost))
    # While jackd itself stands still, or passes over a cycle, nobody is called to hear a clock.
    jackd = cost.slip + min(cost.dropped, fault.drops * PERIOD / RATE * 1e3)
    assert cost.gap < fault.gap + jackd
    assert abs(cost.clocks) < fault.clocks + jackd / cost.distance
