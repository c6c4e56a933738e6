"""The Pd library in Pd itself at full speed: what a bridge says goes in, what the objects say comes out."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from bridge.types import Timeline
from tests.patches.batch import LIBRARY, Said, batch, played, stage

RATE = 44_100


def bridge_says(line: Timeline, seconds: float, begin: float = 0.0, beats: int = 4, late=None) -> list[Said]:
    """Phases, beats and look-aheads of a timeline in Pd's time; the n-th phase ``late(n)`` ms late."""
    said = [Said(0.0, f"meter {beats} 4")]
    for k in range(int(50 * seconds)):
        t = begin + k / 50
        beat = line.beat_at(t)
        said.append(Said(1000 * t + (late(k) if late else 0.0), f"phase {beat % 1:.6g} {beat:.6g}"))
    for n in range(int(np.ceil(line.beat_at(begin))), int(line.beat_at(begin + seconds)) + 1):
        ms = 1000 * line.time_at(n)
        said.append(Said(ms, f"beat {n % beats + 1} {n // beats + 1} {line.bpm:.6g}"))
        said.append(Said(ms, f"next {60000 / line.bpm:.6g} {(n + 1) % beats + 1}"))
    return said


def jitter(seed: int, most: float):
    """Up to ``most`` ms of delay, at random."""
    delays = np.random.default_rng(seed).uniform(0, most, 100_000)
    return lambda k: float(delays[k])


def ticks(heard):
    """``(ms, tick, beat, bar)`` of each tick of a metro."""
    found = {}
    for each in heard:
        found.setdefault(each.ms, {})[each.outlet] = each.number
    return [(ms, o[0], o[1], o[2]) for ms, o in sorted(found.items()) if 0 in o]


@pytest.mark.parametrize("bpm", [61.0, 120.0, 187.5])
def test_a_metro_ticks_on_the_grid_of_the_beats(tmp_path, bpm):
    line = Timeline(bpm, 0.0, 0.5)
    heard = ticks(played(tmp_path, "lb.metro 4", bridge_says(line, 12), 12, outlets=3))
    grid = [line.beat_at(ms / 1000) * 4 for ms, *_ in heard]
    assert np.abs(np.array(grid) - np.round(grid)).max() * 60000 / bpm / 4 < 2
    counted = [(int(bar) - 1) * 16 + (int(beat) - 1) * 4 + int(tick) for _, tick, beat, bar in heard]
    assert counted == list(range(counted[0], counted[0] + len(counted)))
    assert len(counted) > 4 * line.beat_at(11)


def test_a_metro_neither_loses_nor_doubles_a_tick_when_the_tempo_changes_and_the_network_is_late(tmp_path):
    said, line, t = [], Timeline(90.0, 0.0, 0.2), 0.0
    for k in range(20):  # six percent a second, as the bridge's clock at most
        said += bridge_says(line, 0.5, t, late=jitter(k, 8.0))
        t += 0.5
        line = line.retempo(line.bpm * (1.03 if k < 10 else 0.97), t)
    heard = ticks(played(tmp_path, "lb.metro 4", said, t, outlets=3))
    assert [int(tick) for _, tick, *_ in heard] == [k % 4 for k in range(len(heard))]
    gaps = np.diff([ms for ms, *_ in heard])
    assert gaps.min() > 60000 / 130 / 4 * 0.8
    assert gaps.max() < 60000 / 85 / 4 * 1.25


def test_a_metro_keeps_its_place_when_the_bridge_renumbers_its_beats(tmp_path):
    line = Timeline(120.0, 0.0, 0.5)
    moved = Timeline(120.0, 2.0, 0.5)
    said = bridge_says(line, 4.1) + [s for s in bridge_says(moved, 4, begin=4.1) if s.ms > 4100]
    heard = ticks(played(tmp_path, "lb.metro 2", said, 8, outlets=3))
    assert np.diff([ms for ms, *_ in heard]) == pytest.approx(250, abs=6)
    assert [int(beat) for ms, tick, beat, _ in heard if tick == 0 and ms > 4400] == [
        round(moved.beat_at(ms / 1000)) % 4 + 1 for ms, tick, *_ in heard if tick == 0 and ms > 4400
    ]


def test_a_metro_can_be_switched_off_and_on_and_changed(tmp_path):
    said = [*bridge_says(Timeline(120.0, 0.0, 0.5), 10), Said(3010, "0", "in0"), Said(5010, "1", "in0")]
    said += [Said(7010, "3", "in1")]
    heard = played(tmp_path, "lb.metro 2", said, 10, inlets=2)
    assert not [h for h in heard if 3010 < h.ms < 5010]
    assert [h.number for h in heard if 5010 < h.ms < 7005] in ([0, 1] * 4, [1, 0] * 4)
    after = [h for h in heard if h.ms > 7010]
    assert [h.number for h in after] == [(after[0].number + k) % 3 for k in range(len(after))]
    assert np.diff([h.ms for h in after]) == pytest.approx(500 / 3, abs=6)


def test_nothing_moves_before_the_first_beat(tmp_path):
    said = [s for s in bridge_says(Timeline(120.0, 0.0, -5.0), 3) if not s.message.startswith("beat")]
    assert played(tmp_path, "lb.metro 4", said, 3) == []
    assert played(tmp_path, "lb.phase", said, 3) == []


def test_it_goes_on_at_the_last_tempo_when_the_bridge_falls_silent(tmp_path):
    heard = played(tmp_path, "lb.metro 1", bridge_says(Timeline(100.0, 0.0, 0.5), 6), 20)
    later = [h.ms for h in heard if h.ms > 6500]
    assert len(later) > 20
    assert np.diff(later) == pytest.approx(600, abs=0.2)


def test_a_phase_far_off_is_made_up_without_going_back(tmp_path):
    """A restarted bridge is half a beat away: the ramp gets there by its rate alone."""
    said = bridge_says(Timeline(120.0, 0.0, 0.5), 4)
    other = Timeline(120.0, 0.45, 0.5)
    said += [s for s in bridge_says(other, 9, begin=4) if s.ms > 4000]
    heard = played(tmp_path, "lb.phase", said, 13)
    beats = np.unwrap([h.number for h in heard], period=1.0)
    ms = np.array([h.ms for h in heard])
    rate = np.diff(beats)[np.diff(ms) > 1] / np.diff(ms)[np.diff(ms) > 1] * 500
    assert rate.min() > 0.85
    assert rate.max() < 1.15
    end = [h for h in heard if h.ms > 12_000]
    off = [(h.number - other.beat_at(h.ms / 1000) + 0.5) % 1 - 0.5 for h in end]
    assert np.abs(off).max() < 0.005


def test_the_signal_ramp_never_jumps_and_stays_on_the_beat(tmp_path):
    said, line, t = [], Timeline(110.0, 0.0, 0.3), 0.0
    for k in range(24):
        said += bridge_says(line, 0.5, t, late=jitter(k, 3.0))
        t += 0.5
        line = line.retempo(line.bpm * (1.02 if k < 12 else 0.985), t)
    ramp = recorded(tmp_path, "lb.phase~", said, t)
    steps = np.diff(ramp)
    steps = np.where(steps < -0.5, steps + 1, steps)[int(0.4 * RATE) :]
    assert steps.min() > 0.85 * 110 / 60 / RATE
    assert steps.max() < 1.15 * 150 / 60 / RATE
    beats = [s.ms for s in said if s.message.startswith("beat") and s.ms > 2000]
    at_beat = np.array([ramp[int(ms / 1000 * RATE)] for ms in beats if ms < 1000 * t - 50])
    off = ((at_beat + 0.5) % 1 - 0.5) * 500
    print(
        f"lb.phase~ is {np.median(np.abs(off)):.1f} ms off the beat (median), {np.abs(off).max():.1f} at most"
    )
    assert np.median(np.abs(off)) < 5


def recorded(folder, text: str, said, seconds: float) -> np.ndarray:
    """The signal that ``text`` makes, from the loading of the patch on."""
    patch, load = stage(folder, said, seconds + 0.1)
    patch.box(f"array define -k tape {int(seconds * RATE)}")
    thing, write = patch.box(text), patch.box("tabwrite~ tape")
    patch.chain(patch.box("loadbang"), patch.message("; pd dsp 1"))
    patch.chain(load, write).chain(thing, write)
    save = patch.message("write -wave -bytes 4 tape.wav tape")
    patch.chain(load, patch.box(f"del {1000 * seconds}"), save, patch.box("soundfiler"))
    batch(patch.save(folder / "play.pd"), "-path", str(LIBRARY))
    return np.trim_zeros(soundfile.read(folder / "tape.wav")[0], "b")


def test_a_look_ahead_comes_so_much_before_the_beat(tmp_path):
    line = Timeline(96.0, 0.0, 0.5)
    heard = played(tmp_path, "lb.next 150", bridge_says(line, 8), 8, outlets=2)
    told = [(h.ms, h.number) for h in heard if h.outlet == 0]
    assert len(told) >= 10
    for ms, beat in told:
        coming = round(line.beat_at((ms + 150) / 1000))
        assert 1000 * line.time_at(coming) - ms == pytest.approx(150, abs=2)
        assert beat == coming % 4 + 1


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("lb.leader", ["leader bass 1 0.5", "leader bass 1 0.6", "leader none -1 0"], ["bass", "none"]),
        ("lb.state", ["state locking", "state locking", "state following"], ["locking", "following"]),
        ("lb.tempo", ["tempo 0", "tempo 120.5", "tempo 120.5"], ["0", "120.5"]),
        ("lb.bus bass", ["bus drums onset 1", "bus bass onset 0.25", "bus bass level -30"], ["0.25"]),
        ("lb.onset", ["bus drums onset 1", "bus bass level -30", "bus bass onset 0.25"], ["1", "0.25"]),
        ("lb.handover", ["handover none drums"], ["none"]),
    ],
)
def test_an_object_says_what_is_new(tmp_path, text, said, expected):
    heard = played(tmp_path, text, [Said(10.0 * k, m) for k, m in enumerate(said)], 1)
    assert [h.words[-1] for h in heard] == expected


def test_outlets_fire_from_right_to_left(tmp_path):
    for text, said in [("lb.beat", "beat 2 7 120"), ("lb.leader", "leader bass 1 0.5")]:
        assert [h.outlet for h in played(tmp_path, text, [Said(5, said)], 0.5, outlets=3)] == [2, 1, 0]


def test_a_rate_is_bent_by_a_tenth_at_most(tmp_path):
    for own, low, high in [(0.9, 1.1, 1.1), (0.3, 0.9, 0.9), (0.101, 0.99, 1.0)]:
        said = [Said(1, "0.002", "in2"), Said(2, str(own), "in1"), Said(3, "0.1", "in0")]
        (rate,) = [h.number / 0.002 for h in played(tmp_path, "lb.steer", said, 0.2, inlets=3)]
        assert low - 1e-4 <= rate <= high + 1e-4
