"""The report's charts: a run in, SVG out. All share one axis of time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bridge.report import svg
from bridge.report.lead import HandOver, Part, Stretch
from bridge.report.run import Floats, Run
from bridge.report.together import Asynchrony

OCTAVES = (30, 40, 60, 80, 120, 160, 240, 320)
"""Tempi marked where the scale is logarithmic: an octave error is the same step everywhere."""
LANE = 24.0
PANEL, GAP = 92.0, 26.0


def tempo(run: Run, changes: Sequence[HandOver]) -> str:
    """The ensemble's tempo over time, hand-overs marked, and beneath how sure the bridge was."""
    x, low_high = svg.time_axis(run.seconds), limits([run.bpm])
    y = svg.Axis(*low_high, 190.0, 24.0)
    sure = svg.Axis(0.0, 1.0, 250.0, 210.0)
    xs = x(run.times)
    return svg.chart(
        276,
        "The ensemble's tempo and how sure the bridge was of it",
        svg.clock_ticks(x, 24, 250),
        svg.value_ticks(y, svg.round_values(*low_high)),
        *(svg.line(at := float(x(change.t)), 24, at, 250, "handover") for change in changes),
        svg.curve(xs, y(run.bpm), "bridge"),
        svg.area(xs, sure(run.confidence), 250.0, "sure") if len(xs) else "",
        svg.text(svg.LEFT - 6, 14, "BPM", "tick", "end"),
        svg.text(svg.LEFT - 6, 235, "how sure", "tick", "end"),
        svg.legend([("bridge", "tempo"), ("handover", "the lead changes hands")], 10),
    )


def leaders(run: Run, stretches: Sequence[Stretch]) -> str:
    """One lane a player, filled while they lead: readable without colours."""
    x, bottom = svg.time_axis(run.seconds), LANE * len(run.buses) + 4
    lanes = [
        svg.text(svg.LEFT - 8, LANE * place + 17, bus, "name", "end")
        + svg.line(svg.LEFT, LANE * place + 13, svg.WIDTH - svg.RIGHT, LANE * place + 13, "lane")
        for place, bus in enumerate(run.buses)
    ]
    led = [_led(x, run, part) for part in stretches if part.leader in run.buses]
    return svg.chart(bottom + 22, "Who led when", svg.clock_ticks(x, 0, bottom), *lanes, *led)


def _led(x: svg.Axis, run: Run, part: Stretch) -> str:
    place = run.buses.index(part.leader)
    start, end = float(x(part.start)), float(x(part.end))
    said = f"{part.leader}: {clock(part.start)} to {clock(part.end)}, share {part.share:.0%}"
    return svg.rect(start, LANE * place + 4, end - start, LANE - 6, f"bus{place % 8}", said)


def against(run: Run, first: Floats, name: str, stretches: Sequence[Stretch]) -> str:
    """Each player's own tempo (aubio) over ``first`` ``(T,)``, called ``name``; shaded where they lead."""
    x, known = svg.time_axis(run.seconds), limits([first, *run.heard])
    height = GAP + len(run.buses) * (PANEL + GAP)
    parts = [svg.legend([("bridge", name), ("stem", "the player alone (aubio)"), ("shade", "leads")], 8)]
    for place, bus in enumerate(run.buses):
        top = GAP + place * (PANEL + GAP)
        y = svg.Axis(*known, top + PANEL, top, log=True)
        parts += [
            *(
                svg.rect(float(x(s.start)), top, float(x(s.end) - x(s.start)), PANEL, "shade")
                for s in stretches
                if s.leader == bus
            ),
            svg.clock_ticks(x, top, top + PANEL, labels=place == len(run.buses) - 1),
            svg.value_ticks(y, OCTAVES),
            svg.text(svg.LEFT, top - 6, bus, "name"),
            svg.curve(x(run.times), y(first), "bridge"),
            svg.curve(x(run.times), y(run.heard[place]), "stem"),
        ]
    return svg.chart(height, f"Each player's tempo on {name}", *parts)


def shares(parts: Sequence[Part]) -> str:
    """How much of the time each player was named leader, and their mean share of the lead."""
    x = svg.Axis(0.0, 1.0, svg.LEFT, svg.WIDTH - 220)
    bars = [
        svg.text(svg.LEFT - 8, LANE * place + 17, part.bus, "name", "end")
        + svg.rect(svg.LEFT, LANE * place + 4, float(x(part.share)) - svg.LEFT, LANE - 6, f"bus{place % 8}")
        + svg.text(
            float(x(part.share)) + 8,
            LANE * place + 17,
            f"{part.share:.0%} of the lead · named {part.named:.0%} of the time",
            "tick",
        )
        for place, part in enumerate(parts)
    ]
    return svg.chart(LANE * len(parts) + 6, "Share of the lead", *bars)


def asynchronies(pairs: Sequence[Asynchrony]) -> str:
    """Each pair on one line: how far the first is behind (right) or ahead (left), mean and one SD."""
    widest = max([2.0, *(abs(pair.mean) + pair.sd for pair in pairs)])
    x = svg.Axis(-widest, widest, 330.0, svg.WIDTH - 260)
    bottom = LANE * len(pairs) + 4
    ticks = "".join(
        svg.line(at := float(x(ms)), 0, at, bottom, "axis" if ms == 0 else "grid")
        + svg.text(at, bottom + 15, f"{ms:+g} ms" if ms else "together", "tick", "middle")
        for ms in svg.round_values(-widest, widest, 4)
    )
    rows = [_pair(x, pair, LANE * place + 13) for place, pair in enumerate(pairs)]
    return svg.chart(bottom + 22, "How players lie against each other", ticks, *rows)


def _pair(x: svg.Axis, pair: Asynchrony, y: float) -> str:
    middle = float(x(pair.mean))
    said = f"{pair.ahead} is ahead" if pair.ahead else "neither is ahead"
    return (
        svg.text(316, y + 4, f"{pair.one} against {pair.other}", "name", "end")
        + svg.line(float(x(pair.mean - pair.sd)), y, float(x(pair.mean + pair.sd)), y, "spread")
        + f'<circle cx="{middle:.1f}" cy="{y:.1f}" r="5" class="mean"/>'
        + svg.text(svg.WIDTH - 250, y + 4, f"{pair.mean:+.1f} ± {pair.sd:.1f} ms · {said}", "tick")
    )


def limits(tempi: Sequence[Floats]) -> tuple[float, float]:
    """One scale for all these tempi in BPM, with air; a usual one when none is known."""
    known = np.concatenate(list(tempi))
    known = known[~np.isnan(known)]
    if not len(known):
        return 40.0, 220.0
    low, high = (float(v) for v in np.percentile(known, (0.2, 99.8)))
    air = max(1.015, (high / low) ** 0.08)
    return low / air, high * air


def clock(seconds: float) -> str:
    """Minutes and seconds, as a player shows them."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
