"""Each control of the page does what it says: OSC tells."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.e2e.browser import pressed
from tests.jack import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WATCH_PRESSES = """() => {
  window.presses = [];
  const note = (event) => window.presses.push(leaderbridge.clock.host(event.timeStamp));
  document.querySelector("#one").addEventListener("pointerdown", note);
  document.querySelector("#tap").addEventListener("pointerdown", note);
}"""
TAP = """(every) => {
  const tap = () => document.querySelector("#tap").dispatchEvent(new PointerEvent("pointerdown"));
  for (let count = 0; count < 7; count++) setTimeout(tap, count * every);
}"""


def test_hold_holds_and_lets_go(gig, page):
    page.click("#hold")
    gig.radio.until("/bridge/state", lambda args: args == ["holding"], since=time.monotonic() - 1)
    wait_for(lambda: pressed(page, "#hold"))
    page.click("#hold")
    wait_for(lambda: not pressed(page, "#hold"))
    wait_for(lambda: page.get_attribute("#state", "data-state") == gig.radio.last("/bridge/state")[0])


def test_manual_follows_nobody(gig, page):
    page.click("#manual")
    gig.radio.until("/bridge/state", lambda args: args == ["manual"], since=time.monotonic() - 1)
    wait_for(lambda: pressed(page, "#manual"))
    page.click("#manual")
    gig.radio.until("/bridge/state", lambda args: args != ["manual"], since=time.monotonic() - 1)


def test_twice_and_half_the_tempo(gig, steady):
    steady.click("#double")
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - 200) < 0.5)
    wait_for(lambda: steady.text_content("#bpm") == "200.0")
    steady.click("#halve")
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - 100) < 0.5)


@pytest.mark.parametrize(("button", "way"), [("#later", -1), ("#earlier", 1)])
def test_nudges_bend_the_clock_until_the_beat_is_there(gig, page, button, way):
    following(gig)
    since = time.monotonic()
    for _ in range(20):  # 200 ms in all
        page.click(button)
    time.sleep(3.0)
    bends = [args[2] / tempo_at(gig, t) - 1 for t, args in gig.radio.all("/bridge/beat", since)]
    assert max(way * bend for bend in bends) > 0.04  # a band's own waverings are half of that


def tempo_at(gig, t):
    """The trusted tempo that OSC had told of at host second ``t``."""
    return [args[0] for at, args in gig.radio.all("/bridge/tempo") if at <= t + 0.1][-1]


def following(gig):
    """Wait until the bridge follows the band."""
    gig.say("/bridge/manual", 0)
    wait_for(lambda: gig.radio.last("/bridge/state") == ["following"], 60)
    time.sleep(3.0)


def grid(gig, seconds):
    """Where in 0.6 s, a beat at 100 BPM, the beat falls: in host seconds, over the next ``seconds``."""
    since = time.monotonic()
    time.sleep(seconds)
    turns = np.exp([2j * np.pi * (t / 0.6 - args[0]) for t, args in gig.radio.all("/bridge/phase", since)])
    return float(np.angle(np.median(turns.real) + 1j * np.median(turns.imag)) / (2 * np.pi) * 0.6)


def test_one_makes_the_beat_that_was_pressed_the_first(gig, steady):
    steady.evaluate(WATCH_PRESSES)
    time.sleep(1.3)
    steady.click("#one")
    time.sleep(3.0)
    (pressed_at,) = steady.evaluate("window.presses")
    beats = gig.radio.all("/bridge/beat")
    number = [(t - pressed_at) / 0.6 for t, _ in beats]
    after = [(round(n), args[0]) for n, (_, args) in zip(number, beats, strict=True) if n > 2.5]
    close = abs(number[-1] - round(number[-1])) < 0.35  # between two beats either is right
    assert after
    assert all(beat == count % 4 + 1 for count, beat in after) or not close


def test_taps_set_the_tempo(gig, steady):
    steady.evaluate(WATCH_PRESSES)
    steady.evaluate(TAP, 480)
    times = wait_for(
        lambda: len(steady.evaluate("window.presses")) == 7 and steady.evaluate("window.presses")
    )
    bpm = 60 / float(np.median(np.diff(times[1:])))
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - bpm) < 0.5)
    wait_for(lambda: abs(float(steady.text_content("#bpm")) - bpm) < 0.5)


def test_stop_start_and_continue(gig, steady):
    for button, said in (
        ("#stop", "stopped"),
        ("#start", "playing"),
        ("#stop", "stopped"),
        ("#continue", "playing"),
    ):
        steady.click(button)
        wait_for(lambda said=said: gig.radio.last("/bridge/transport") == [said])
        wait_for(lambda said=said: pressed(steady, "#start") == (said == "playing"))


def test_resync_stops_and_begins_at_bar_1(gig, steady):
    gig.radio.until("/bridge/beat", lambda args: args[1] == 4)
    since = time.monotonic()
    steady.click("#resync")
    gig.radio.until("/bridge/beat", lambda args: args[1] in (1, 2), since=since)
    wait_for(lambda: gig.radio.last("/bridge/transport") == ["playing"])


def test_the_set_list_and_its_safe_tempo(gig, steady):
    steady.click("text=Sarabande")
    gig.radio.until("/bridge/song", lambda args: args == ["Sarabande"], since=time.monotonic() - 1)
    wait_for(lambda: steady.text_content(".song") == "Sarabande")
    assert "90 BPM ± 40 %" in steady.text_content(".rail-words")
    steady.click("#previous")
    gig.radio.until("/bridge/song", lambda args: args == ["Blue Monday"], since=time.monotonic() - 1)
    steady.click("#next")
    gig.radio.until("/bridge/song", lambda args: args == ["Sarabande"], since=time.monotonic() - 1)
    steady.click("#safe")
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - 90) < 0.1)
    assert steady.locator("#songs [aria-current=true]").count() == 1


def test_what_is_refused_is_said_on_the_page(gig, steady):
    gig.say("/bridge/song", "Sarabande")
    gig.radio.until("/bridge/song", lambda args: args == ["Sarabande"], since=0.0)
    steady.click("#next")
    steady.locator("#toasts p", has_text="is the last of the set list").wait_for()


def test_the_offset_of_an_output_moves_it(gig, steady):
    before = grid(gig, 2.0)
    field = steady.locator('[data-output="osc"] input')
    field.fill("100")
    field.press("Enter")
    time.sleep(1.5)
    assert field.input_value() == "100"
    moved = (grid(gig, 2.0) - before + 0.3) % 0.6 - 0.3
    assert moved == pytest.approx(0.1, abs=0.02)
    field.fill("0")
    field.press("Enter")
    steady.keyboard.press("Tab")
    steady.click('[aria-label="osc later"]')
    wait_for(lambda: field.input_value() == "1")
    steady.click('[aria-label="osc earlier"]')
    wait_for(lambda: field.input_value() == "0")


def test_keys_do_what_buttons_do_but_not_while_somebody_types(gig, steady):
    steady.keyboard.press("*")
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - 200) < 0.5)
    steady.keyboard.press("/")
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - 100) < 0.5)
    steady.keyboard.press("h")
    wait_for(lambda: pressed(steady, "#hold"))
    steady.locator('[data-output="osc"] input').focus()
    steady.keyboard.press("h")
    steady.keyboard.press(".")
    time.sleep(1.0)
    assert pressed(steady, "#hold")
    assert gig.radio.last("/bridge/transport") == ["playing"]
