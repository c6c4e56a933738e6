"""The page in a real browser: what it shows is what went out over OSC, on every screen and for everybody."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest

from bridge.types import KINDS
from tests.e2e.browser import DESK, PHONE, TABLET, opened, picture, pressed, updated
from tests.jack import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

READ = """() => ({
  at: leaderbridge.clock.host(performance.now()),
  bpm: document.querySelector("#bpm").textContent,
  state: document.querySelector("#state").dataset.state,
  leader: document.querySelector("#leader").dataset.leader || "none",
  strips: Object.fromEntries([...document.querySelectorAll(".strips li")].map((strip) => [strip.dataset.bus,
    Object.fromEntries([...strip.querySelectorAll("[data-kind] output")].map(
      (value) => [value.parentElement.dataset.kind, value.textContent]))])),
})"""
"""All that the page shows of what OSC tells, and when that was by the bridge's clock."""
WATCH_BEATS = """() => {
  window.beats = [];
  new MutationObserver(() => {
    const text = document.querySelector("#bar").textContent;
    const now = leaderbridge.clock.host(performance.now());
    if (text) window.beats.push([now, ...text.match(/-?\\d+/g).map(Number)]);
  }).observe(document.querySelector("#bar"), { childList: true, characterData: true, subtree: true });
}"""
SMALL = """() => [...document.querySelectorAll("button, input")].filter((node) => {
  const box = node.getBoundingClientRect();
  return node.checkVisibility() && (box.width < 48 || box.height < 48);
}).map((node) => node.outerHTML)"""
"""What a thumb would miss."""
NAMELESS = """() => [...document.querySelectorAll("button, input, output")].filter((node) =>
  node.checkVisibility() && !node.getAttribute("aria-label") && !node.textContent.trim()
).map((node) => node.outerHTML)"""
"""What a screen reader could not speak of."""
INK = """() => {
  const canvas = document.querySelector("#curves canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return data.filter((value, place) => place % 4 === 3 && value).length;
}"""
"""Pixels of the curves that are not empty."""
PERCENT = {"lead": 100, "activity": 100}
"""What the page shows of a value of 1, where that is not 1."""


def near(radio, address, at):
    """What OSC said around host second ``at``: the last before it too, in case nothing changed since."""
    said = radio.all(address)
    before = [args for t, args in said if t < at - 0.4][-1:]
    return before + [args for t, args in radio.all(address, at - 0.4) if t <= at + 0.4]


def test_what_the_page_shows_is_what_went_out_over_osc(gig, page):
    seen = []
    for _ in range(20):
        seen.append(page.evaluate(READ))
        time.sleep(0.25)
    time.sleep(0.5)
    assert sum(shown["bpm"] != "––" for shown in seen) > 10
    found = [difference for shown in seen for difference in differences(gig.radio, shown)]
    # 27 values are compared in each; a pitch may come and go between two messages.
    assert len(found) <= 0.02 * len(seen) * 27, found
    assert not [what for _, what, *_ in found if what in ("state", "leader", "tempo")]


def differences(radio, shown):
    """What the page shows that OSC did not say at the time. Numbers change between two messages of either:
    what is shown must lie between those that OSC said just before and after."""
    at = shown["at"]
    for address, text in (("state", shown["state"]), ("leader", shown["leader"])):
        told = [args[0] for args in near(radio, f"/bridge/{address}", at)]
        if text not in told:
            yield at, address, text, told
    values = {(bus, kind): text for bus, strip in shown["strips"].items() for kind, text in strip.items()}
    for (bus, kind), text in values.items():
        told = near(radio, f"/bridge/bus/{bus}/{kind}", at)
        if KINDS[kind].draw != "text":
            yield from strays(at, f"{bus} {kind}", text, told, PERCENT.get(kind, 1))
        elif told and text not in [args[0].replace("_", " ") for args in told]:
            yield at, f"{bus} {kind}", text, told
    yield from strays(at, "tempo", shown["bpm"], near(radio, "/bridge/tempo", at), 1)


def strays(at, what, text, told, scale):
    """``text``, if its number is not among those ``told``; a dash is none, or 0."""
    found = re.search(r"-?[0-9.]+", text.replace("−", "-"))
    shown, said = float(found[0]) if found else 0.0, [scale * args[0] for args in told] or [0.0]
    rounding = 0.051 if "." in text else 0.51
    if not min(said) - rounding <= shown <= max(said) + rounding:
        yield at, what, text, said


def test_the_beat_on_the_page_is_oscs_beat_in_number_and_in_time(gig, page):
    since = time.monotonic()
    page.evaluate(WATCH_BEATS)
    time.sleep(8)
    on_page = {(bar, beat): t for t, bar, beat in page.evaluate("window.beats")}
    told = {(args[1], args[0]): t for t, args in gig.radio.all("/bridge/beat", since)}
    both = sorted(on_page.keys() & told.keys())
    assert len(both) >= 6
    late = np.array([on_page[place] - told[place] for place in both])
    assert abs(np.median(late)) < 0.05  # three frames of a browser that draws without a graphics card


def test_each_bus_has_a_strip_and_who_leads_is_marked_by_a_word(gig, page):
    page.click('[data-lead="bass"]')
    gig.radio.until("/bridge/leader", lambda args: args[0] == "bass")
    strip = page.locator('.strips li[data-bus="bass"]')
    strip.locator("text=leads").wait_for()
    assert page.locator(".strips li").count() == 4
    assert page.locator('.strips li[data-leads="true"]').count() == 1
    assert page.text_content("#leader .name") == "bass"
    wait_for(lambda: pressed(page, '[data-lead="bass"]'))
    picture(page, "leader")
    page.click('[data-lead="auto"]')
    wait_for(lambda: pressed(page, '[data-lead="auto"]'))


def test_the_help_tells_of_every_key_and_goes_with_escape(page):
    page.keyboard.press("?")
    page.locator("#help[open]").wait_for()
    assert page.locator("#help dt").count() >= 20
    picture(page, "help")
    page.keyboard.press("Escape")
    page.locator("#help").wait_for(state="hidden")


def test_a_reload_and_a_second_client_see_the_state_at_once(gig, browser, steady):
    gig.say("/bridge/lead", "keys")
    gig.say("/bridge/song", "Blue Monday")
    gig.say("/bridge/set_tempo", 100.0)
    gig.radio.until("/bridge/leader", lambda args: args[0] == "keys", since=0.0)
    wait_for(lambda: steady.text_content(".song") == "Blue Monday" and steady.text_content("#bpm") == "100.0")
    steady.reload()
    with opened(browser, gig.url, PHONE) as second:
        for one in (steady, second):
            updated(one)
            assert one.text_content("#leader .name") == "keys"
            assert one.text_content(".song") == "Blue Monday"
            assert one.text_content("#bpm") == "100.0"
            assert pressed(one, '[data-lead="keys"]')
            assert one.evaluate("leaderbridge.rows()") > 100


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("desk", DESK, "dark"),
        ("desk-light", DESK, "light"),
        ("tablet", TABLET, "dark"),
        ("phone", PHONE, "light"),
    ],
)
def test_it_fits_every_screen_and_every_thumb(gig, browser, name, size, scheme):
    with opened(browser, gig.url, size, scheme) as page:
        time.sleep(1.0)
        picture(page, name)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= size[0]
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        assert page.evaluate(SMALL) == []


def test_everything_has_a_name_for_who_cannot_see_it(page):
    assert page.evaluate(NAMELESS) == []
    tree = page.locator("body").aria_snapshot()
    for part in ("tempo in BPM", "leader", "who leads", "offset of osc in ms"):
        assert re.search(re.escape(part), tree), tree


def test_light_and_dark_are_changed_by_hand_and_stay(page):
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_curves_are_drawn(page):
    page.locator("#curves canvas").wait_for()
    time.sleep(1.5)
    assert page.evaluate(INK) > 1000
