from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.audio.demo.form import BUSES, sections
from bridge.audio.demo.score import COMPING, FILLS, GROOVES, KICK, MELODIES, STEPS, notes_of, strokes


def section_of(seed, index):
    return next(islice(sections(seed), index, None))


def test_every_written_rhythm_is_one_bar_long():
    drummed = [pattern for bar in (*GROOVES, *FILLS) for pattern in bar.values()]
    sung = [pattern for phrase in MELODIES for pattern in phrase]
    assert {len(pattern) for pattern in (*COMPING, *drummed, *sung)} == {STEPS}


def test_strokes_read_place_and_strength():
    assert list(strokes("9..3")) == [(0, 1.0), (3, pytest.approx(1 / 3))]


@given(st.integers(0, 10_000), st.integers(0, 5), st.sampled_from(BUSES))
def test_notes_are_playable_and_inside_their_section(seed, index, bus):
    section = section_of(seed, index)
    notes = notes_of(bus, section, np.random.default_rng(seed))
    assert notes
    assert all(section.beat0 <= n.beat < section.beat0 + section.beats for n in notes)
    assert all(n.length > 0 and 0 < n.velocity <= 1 and 24 <= n.pitch <= 96 for n in notes)
    assert [n.beat for n in notes] == sorted(n.beat for n in notes)


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_who_is_tacet_enters_at_the_middle(seed, index):
    section = section_of(seed, index)
    if section.tacet is not None:
        first = notes_of(section.tacet, section, np.random.default_rng(0))[0]
        assert first.beat >= section.beat0 + section.beats // 2


@given(st.integers(0, 10_000), st.integers(0, 5))
def test_a_melody_that_accompanies_leaves_two_bars_of_four_free(seed, index):
    section = section_of(seed, index)
    bars = {int(n.beat - section.beat0) // 4 % 4 for n in notes_of("lead", section, np.random.default_rng(0))}
    assert bars == ({0, 1, 2, 3} if section.leader == "lead" else bars & {0, 1})


def test_the_kick_falls_on_the_first_beat_of_every_bar():
    section = section_of(3, 0)
    kicks = {n.beat for n in notes_of("drums", section, np.random.default_rng(0)) if n.pitch == KICK}
    assert {section.beat0 + 4 * bar for bar in range(section.bars)} <= kicks
