"""In a real browser: a page from elsewhere and a wrong token get nothing."""

from __future__ import annotations

import http.server
import threading

import pytest

from tests.dashboard.house import House
from tests.e2e.browser import PHONE, chromium, opened

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ELSEWHERE = b"<!doctype html><title>elsewhere</title><p>A page that somebody else made."
INTRUDE = """(host) => new Promise((done) => {
  const socket = new WebSocket(`ws://${host}/live`);
  socket.onopen = () => { socket.send(JSON.stringify({kind: "ask", name: "stop"})); done("open"); };
  socket.onerror = () => done("refused");
})"""
READ = "(host) => fetch(`http://${host}/`).then((answer) => answer.text(), () => 'refused')"
FRAME = """(host) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => done(frame.contentDocument === null ? "shut" : "open");
  frame.src = `http://${host}/`;
  document.body.append(frame);
})"""


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(ELSEWHERE)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def foreign(browser):
    """A page of another origin on this computer."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def test_a_cross_origin_page_can_neither_ask_nor_read_nor_frame(foreign):
    with House() as house:
        house.ready()
        assert foreign.evaluate(INTRUDE, house.host) == "refused"
        assert foreign.evaluate(READ, house.host) == "refused"
        assert foreign.evaluate(FRAME, house.host) == "shut"
        assert house.commands.drain() == []


def test_a_wrong_token_is_refused_and_the_right_one_is_remembered(browser, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with House(mode="lan") as house:
        house.ready()
        token = (tmp_path / "leaderbridge" / "dashboard-token").read_text().strip()
        page = browser.new_page()
        for path in ("", "?token=wrong"):
            assert page.goto(f"http://{house.host}/{path}").status == 403
            assert "leaderbridge" not in page.title()
        page.close()
        with opened(browser, f"http://{house.host}/?token={token}", PHONE) as phone:
            assert "token" not in phone.url
            phone.reload()
            phone.wait_for_selector("body[data-connection=open]")


def test_a_recording_is_shown_among_the_outputs_but_has_no_offset(browser):
    with House(outputs=("osc", "journal")) as house, opened(browser, f"http://{house.ready().host}/") as page:
        assert page.locator('[data-output="osc"] input').count() == 1
        assert page.locator('[data-output="journal"]').is_visible()
        assert page.locator('[data-output="journal"] input').count() == 0
