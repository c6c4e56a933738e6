"""When the bridge goes, the page says so and comes back by itself; the band hears nothing of it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.e2e.browser import chromium, picture
from tests.e2e.show import show
from tests.jack import stop, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def connection(page) -> str:
    return page.get_attribute("body", "data-connection")


def shown(page) -> int:
    """How many updates have been drawn so far."""
    return page.evaluate("() => leaderbridge.took.length")


def test_a_page_process_that_is_killed_comes_back_and_costs_the_others_nothing(tmp_path, browser):
    with show(tmp_path) as gig:
        gig.radio.until("/bridge/beat", lambda args: True, since=0.0, seconds=60)
        page = browser.new_page()
        page.goto(gig.url)
        wait_for(lambda: connection(page) == "open" and shown(page) > 30)
        rows = page.evaluate("() => leaderbridge.rows()")
        killed = time.monotonic()
        gig.page_process().kill()
        wait_for(lambda: connection(page) == "closed")
        assert "No connection" in page.text_content("#banner")
        picture(page, "lost")
        wait_for(lambda: connection(page) == "open", 30)
        back = shown(page)
        wait_for(lambda: shown(page) > back + 10)
        assert page.text_content("#banner") == ""
        assert page.evaluate("() => leaderbridge.rows()") >= rows  # what it has seen it still has
        time.sleep(1.0)
        beats = np.array([t for t, _ in gig.radio.all("/bridge/beat", killed - 2)])
        assert np.max(np.diff(beats)) < 2.5 * np.median(np.diff(beats))
        assert "dashboard process had ended" in gig.log.read_text()


def test_a_bridge_that_ends_is_told_and_the_next_one_is_shown(tmp_path, browser):
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    page = browser.new_page()
    with show(tmp_path / "first") as gig:
        page.goto(gig.url)
        wait_for(lambda: connection(page) == "open")
        stop(gig.process, 20)
        wait_for(lambda: connection(page) == "closed")
        page.click("#tap")
        page.locator("#toasts p", has_text="no connection").wait_for()
    with show(tmp_path / "second", gig.port, seed=4):
        wait_for(lambda: connection(page) == "open", 30)
        before = shown(page)
        wait_for(lambda: shown(page) > before + 10)


def test_an_analysis_that_dies_is_told_while_the_beat_goes_on(tmp_path, browser):
    with show(tmp_path) as gig:
        gig.radio.until("/bridge/beat", lambda args: True, since=0.0, seconds=60)
        page = browser.new_page()
        page.goto(gig.url)
        wait_for(lambda: connection(page) == "open" and shown(page) > 10)
        dead = time.monotonic()
        gig.process_called("analysis").kill()
        page.locator("#state", has_text="hears nothing").wait_for(timeout=20_000)
        before = page.text_content("#bar")
        wait_for(lambda: page.text_content("#bar") != before)
        page.locator("#state:not(:has-text('hears nothing'))").wait_for(timeout=30_000)
        assert len(gig.radio.all("/bridge/beat", dead)) > 1
