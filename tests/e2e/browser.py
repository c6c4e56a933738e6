"""Debian's Chromium without a window, and what the page in it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.jack import wait_for

SHOTS = Path(__file__).parents[2] / "build" / "dashboard"
"""Where the pictures of the page go; somebody looks at them."""
DESK, TABLET, PHONE = (1280, 800), (820, 1180), (390, 844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of the tests' own."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is missing: sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, size: tuple[int, int] = DESK, scheme: str = "dark") -> Iterator[Page]:
    """A page in a window of its own. At its end nothing must have been complained of in its console."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=size != DESK
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    page.wait_for_selector("body[data-connection=open]", timeout=20_000)
    updated(page)
    yield page
    context.close()
    assert complaints == []


def updated(page: Page) -> None:
    """Wait until the page shows what is."""
    wait_for(
        lambda: page.evaluate("() => leaderbridge.took.length > 3 && leaderbridge.clock.host(0) !== null")
    )


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, all of it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def pressed(page: Page, selector: str) -> bool:
    """Whether a button says that it is on."""
    return page.get_attribute(selector, "aria-pressed") == "true"
