"""The live status, as text and as it is drawn."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bridge.cli.status import METER, line, meter, plain_lines, shown, view
from bridge.status import Status
from bridge.types import State

NOW = Status(
    t=12.3,
    bpm=96.04,
    confidence=0.93,
    state=State.FOLLOWING,
    leader="bass",
    leader_confidence=0.81,
    beat=(7, 3),
    levels={"drums": -12.0, "bass": -70.0},
    shares={"drums": 0.19, "bass": 0.81},
    samples_lost=0,
    xruns=1,
    late=2,
    outputs={"osc": "3 targets"},
)


def drawn(status: Status) -> str:
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    console.print(view(status))
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("render", [line, drawn])
def test_tempo_state_leader_beat_and_losses_are_shown(render) -> None:
    said = render(NOW)
    for fact in ("96.04", "following", "bass", "81%", "7.3", "1 xruns", "2 late"):
        assert fact in said


@pytest.mark.parametrize("render", [line, drawn])
def test_the_truth_is_shown_where_it_is_known(render) -> None:
    assert "truth" not in render(NOW)
    said = render(replace(NOW, truth_bpm=95.5, truth_leader="drums"))
    assert "truth:  95.50 BPM, leader drums" in said


@pytest.mark.parametrize("render", [line, drawn])
def test_the_song_is_shown_and_when_the_band_is_off_its_rail(render) -> None:
    assert "song" not in render(NOW)
    on = render(replace(NOW, song="Blue Monday"))
    assert "song: Blue Monday" in on
    assert "rail" not in on
    assert "song: Blue Monday, off its rail" in render(replace(NOW, song="Blue Monday", off_rail=True))


def test_an_unknown_tempo_is_no_number() -> None:
    assert "--.--" in line(replace(NOW, bpm=0.0, leader=None))
    assert "leader none" in line(replace(NOW, leader=None))


def test_the_leader_is_marked_and_each_output_named() -> None:
    rows = drawn(NOW).splitlines()
    assert [row for row in rows if "▶" in row] == [row for row in rows if " bass" in row]
    assert any("osc: 3 targets" in row for row in rows)


@pytest.mark.parametrize(
    ("level", "filled"), [(-120, 0), (-60, 0), (-30, METER // 2), (0, METER), (6, METER)]
)
def test_a_meter_is_empty_at_minus_60_and_full_at_0(level: float, filled: int) -> None:
    assert meter(level) == "█" * filled + "·" * (METER - filled)


def test_levels_of_digital_silence_can_be_drawn() -> None:
    assert "-120 dB" in drawn(replace(NOW, levels={"drums": float("-inf"), "bass": -120.0}))


def test_plain_lines_come_once_a_second_of_the_stream() -> None:
    lines: list[str] = []
    show = plain_lines(lines.append)
    for tenth in range(35):
        show(replace(NOW, t=tenth / 10))
    assert len(lines) == 4


def test_where_nobody_looks_the_status_keeps_off_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with shown(Console(file=io.StringIO())) as show:
        show(NOW)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_on_a_terminal_the_view_is_redrawn() -> None:
    screen = io.StringIO()
    with shown(Console(file=screen, force_terminal=True, width=100)) as show:
        show(NOW)
        show(replace(NOW, bpm=101.5))
    assert "96.04" in screen.getvalue()
    assert "101.50" in screen.getvalue()
