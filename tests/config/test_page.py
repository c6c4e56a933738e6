"""The page about the configuration says what the code does."""

from __future__ import annotations

from pathlib import Path

from bridge.config import parse
from bridge.config.page import INTRO, PAGE, page

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date() -> None:
    assert _portable((ROOT / PAGE).read_text(encoding="utf-8")) == _portable(page()), "run: make docs"


def test_the_example_on_the_page_is_taken() -> None:
    example = INTRO.split("```toml\n")[1].split("```")[0]
    config = parse(example, "example")
    assert [bus.machine for bus in config.bus] == [False, False, True]
    assert config.clock.prior_bpm == 90.0


def _portable(text: str) -> list[str]:
    """The lines without the one whose default is another on macOS."""
    return [line for line in text.splitlines() if not line.startswith("| `backend`")]
