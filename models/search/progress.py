"""How far a search is, on one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from tqdm import tqdm

from models.search.settings import SearchSettings

EVERY = 1.0
"""Seconds between two looks."""


def done(place: Path) -> list[int]:
    """Iterations done by each trial that has done any, by the checkpoints in a search's folder."""
    last: dict[Path, int] = {}
    for checkpoint in place.glob("*/checkpoint_*"):
        number = checkpoint.name.removeprefix("checkpoint_")
        if number.isdecimal():
            last[checkpoint.parent] = max(last.get(checkpoint.parent, 0), int(number) + 1)
    return list(last.values())


@contextmanager
def watched(settings: SearchSettings) -> Iterator[None]:
    """Show on one line how many iterations and trials are done, while the search runs."""
    total = settings.samples * settings.iterations
    with tqdm(total=total, desc=settings.name, unit="iteration") as bar:
        leaving = Event()
        looking = Thread(target=_look, args=(bar, settings, leaving), daemon=True)
        looking.start()
        try:
            yield
        finally:
            leaving.set()
            looking.join()


def _look(bar: tqdm[None], settings: SearchSettings, leaving: Event) -> None:
    left = False
    while not left:
        left = leaving.wait(EVERY)
        trials = done(settings.place)
        whole = sum(each >= settings.iterations for each in trials)
        bar.set_postfix_str(f"{whole} of {settings.samples} trials", refresh=False)
        bar.update(sum(trials) - bar.n)
