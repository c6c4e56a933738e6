"""The page's process on real sockets: what it serves, to whom, and that the slow are nobody's burden."""

import json
import socket
import time

import pytest
from websockets.exceptions import InvalidStatus

from bridge.clock.setlist import Song
from bridge.dashboard.heard import DRAWN, Heard, Watched
from bridge.outputs.asked import Asked, Refused, Visitor
from bridge.outputs.health import Health
from bridge.outputs.process import REFUSED
from bridge.types import Command, Wishes
from tests.dashboard.house import House, said
from tests.outputs.rig import beat, playing

STRIP = tuple(None for _ in DRAWN)


@pytest.fixture(scope="module")
def house():
    with House(songs=(Song(name="Blue Monday", tempo=130, rail=6),)) as house:
        yield house.ready()


def test_the_page_and_all_its_parts_are_served(house):
    page = house.get()
    assert page.status == 200
    assert "leaderbridge" in page.text
    for part in ("js/main.js", "css/look.css", "icon.svg", "vendor/uPlot.esm.js", "vendor/LICENSE"):
        assert house.get(f"/{part}").status == 200, part
    assert house.get("/js/nothing.js").status == 404


def test_nothing_outside_the_page_is_served(house):
    for path in ("/../process.py", "/%2e%2e/process.py", "/js/../../process.py", "//etc/passwd"):
        assert house.get(path).status in (400, 404), path


def test_every_answer_forbids_what_is_foreign(house):
    headers = house.get().headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_name_that_others_own_is_refused(house):
    assert house.get(Host="evil.example").status == 403
    assert house.get(Host=f"localhost:{house.port}").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_socket_of_a_cross_origin_page_is_refused(house, origin):
    with pytest.raises(InvalidStatus) as refused, house.page(origin):
        pass
    assert refused.value.response.status_code == 403


def test_a_newcomer_is_told_everything_at_once(house):
    house.board.publish(beat(120.0, transport=playing()), (5.0,))
    house.osc.write(Health(sent=9, clients=2))
    house.outbox.send(Heard(1.0, "bass", 0.8, 0.1, (STRIP,) * 3, Wishes(hold=True, lead="bass")))
    house.outbox.send(Watched(lost=3, restarts={"osc": 1}, truth_bpm=119.0, truth_leader="bass"))
    time.sleep(0.3)
    with house.page() as ws:
        cast, rows, now = said(ws, "cast"), said(ws, "rows"), said(ws, "now")
    assert [bus["name"] for bus in cast["buses"]] == ["drums", "bass", "sampler"]
    assert cast["songs"] == [{"name": "Blue Monday", "tempo": 130.0, "rail": 6.0}]
    assert (rows["bpm"][-1], rows["leader"][-1]) == (120.0, 1)
    assert (now["bpm"], now["state"], now["transport"], now["leader"]) == (
        120.0,
        "following",
        "playing",
        "bass",
    )
    assert (now["hold"], now["lead"], now["lost"], now["truth_bpm"]) == (True, "bass", 3, 119.0)
    (osc,) = now["outputs"]
    assert (osc["sent"], osc["clients"], osc["offset_ms"], osc["restarts"]) == (9, 2, 5.0, 1)


def test_the_timeline_is_the_boards_to_the_last_digit(house):
    posted = beat(123.456)
    house.board.publish(posted)
    with house.page() as ws:
        now = said(ws, "now", accept=lambda now: now["bpm"] == 123.46)
    line = posted.timeline
    assert now["line"] == [line.bpm, line.beat0, line.t0]


def test_an_analysis_that_says_nothing_is_told(house):
    time.sleep(1.2)
    with house.page() as ws:
        assert said(ws, "now")["silent"]
        house.outbox.send(Heard(2.0, None, 0.0, 1.0, (STRIP,) * 3))
        assert said(ws, "now", accept=lambda now: not now["silent"])["leader"] is None


def test_what_is_asked_arrives_and_a_refusal_comes_back_to_who_asked(house):
    with house.page() as one, house.page() as two:
        one.send(json.dumps({"kind": "ask", "name": "tap"}))
        asked = house.commands.receive(5.0)
        assert isinstance(asked, Asked)
        assert (asked.command, type(asked.by)) == (Command("tap"), Visitor)
        house.outbox.send(Refused("no song is on", asked.by))
        assert said(one, "refused")["why"] == "no song is on"
        house.outbox.send(Refused("said by nobody", None))
        assert said(two, "refused")["why"] == "said by nobody"


def test_what_an_osc_program_was_refused_is_no_business_of_the_page(house):
    with house.page() as ws:
        house.outbox.send(Refused("yours", ("127.0.0.1", 9000)))
        house.outbox.send(Refused("ours", None))
        assert said(ws, "refused")["why"] == "ours"


def see(ws, updates):
    """See so many updates, and say so; how long that took."""
    began = time.monotonic()
    for count in range(1, updates + 1):
        said(ws, "now")
        ws.send(json.dumps({"kind": "saw", "count": count, "page": 0}))
    return time.monotonic() - began


def test_updates_come_to_who_sees_them_and_no_more_than_thirty_a_second(house):
    # How many arrive in time is what `scripts/bench page` measures: here other work may delay them.
    with house.page() as ws:
        assert see(ws, 90) > 89 / 31


def test_one_that_sleeps_is_skipped_and_then_caught_up_while_another_goes_on(house):
    with house.page() as asleep, house.page() as awake:
        said(asleep, "now")
        see(awake, 75)
        waiting = []
        while not waiting or waiting[-1]["kind"] != "clock":
            if len(waiting) == 5:
                asleep.send(json.dumps({"kind": "saw", "count": 30, "page": 0}))
            waiting.append(json.loads(asleep.recv(timeout=5)))
        assert sum(body["kind"] == "now" for body in waiting) <= 30
        missed, now = said(asleep, "rows"), said(asleep, "now")
        assert missed["at"][-1] - missed["at"][0] > 1.0
        assert time.monotonic() - now["at"] < 0.5


@pytest.mark.parametrize("data", ["{", "[]", "null", '{"kind":"ask"}', b"\x00\xff", "x" * 100_000])
def test_what_is_no_message_harms_nobody(house, data):
    with house.page() as other:
        with house.page() as ws:
            ws.send(data)
            time.sleep(0.1)
        assert said(other, "now")["kind"] == "now"


def test_a_port_that_is_taken_is_told_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with House(port=port) as house:
            message = house.failed().message
            house.process.join(10)
            assert house.process.exitcode == REFUSED
    assert f"TCP port {port}" in message
    assert "[dashboard] port" in message
    assert "\n" not in message


def test_it_leaves_when_asked_and_its_port_is_free_again(house):
    with House() as first:
        first.ready()
        with first.page() as ws:
            said(ws, "now")
            assert first.leave() == 0
        first.start()
        first.ready()


def test_on_the_network_one_needs_the_token(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with House(mode="lan") as house:
        house.ready()
        token = (tmp_path / "leaderbridge" / "dashboard-token").read_text().strip()
        assert house.get().status == 403
        assert house.get("/?token=wrong").status == 403
        assert house.get("/js/main.js", Cookie="leaderbridge=wrong").status == 403
        with pytest.raises(InvalidStatus) as refused, house.page():
            pass
        assert refused.value.response.status_code == 403
        let_in = house.get(f"/?token={token}")
        cookie = let_in.headers["set-cookie"].split(";")[0]
        assert (let_in.status, let_in.headers["location"]) == (303, "/")
        assert "HttpOnly" in let_in.headers["set-cookie"]
        assert house.get(Cookie=cookie).status == 200
        with house.page(cookie=cookie) as ws:
            assert said(ws, "now")["state"] == "waiting"
        with pytest.raises(InvalidStatus), house.page("http://evil.example", cookie):
            pass
