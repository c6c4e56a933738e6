"""Songs: styles, voices and patterns."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.ensembles.score.notes import Feel, usual_step
from models.leader.ensembles.score.song import Song, draw_song, write
from models.leader.ensembles.score.styles import STYLES

VOICES = [
    pytest.param(style, voice, id=f"{name}-{voice.name}")
    for name, style in STYLES.items()
    for voice in dict.fromkeys((*style.core, *style.more))
]


def feel(meter: int = 4, bpm: float = 120.0, grid: int = 2, swing: float = 0.0) -> Feel:
    return Feel(meter, bpm, grid, swing, {4: (2, 2), 3: (3,), 7: (2, 2, 3)}[meter])


@pytest.mark.parametrize("players", [2, 3, 5, 9, 16])
def test_a_song_has_a_voice_for_each_player_and_each_its_own_bus(players: int) -> None:
    for seed in range(20):
        song = draw_song(np.random.default_rng(seed), players)
        assert len({voice.name for voice in song.voices}) == players


@pytest.mark.parametrize(("style", "voice"), VOICES)
def test_a_voice_plays_in_order_on_the_bars_it_is_given(style, voice) -> None:
    rng = np.random.default_rng(1)
    meter = next(iter(style.meters))
    groups = {2: (2,), 3: (3,), 4: (2, 2), 5: (3, 2), 6: (3, 3), 7: (2, 2, 3)}[meter]
    here = Feel(meter, style.bpm, next(iter(style.grids)), 0.0, groups)
    song = Song("x", here, (voice,), np.zeros(4), 0)
    line = write(rng, song, voice, [0, 4, 8])
    assert len(line.places)
    assert np.all(np.diff(line.places) >= 0.0)
    assert line.places[0] >= 0.0
    assert line.places[-1] < 8 * meter
    assert len(np.unique(line.places)) * style.bpm / 60.0 / (8 * meter) < 14.0


def test_tempi_are_those_of_music() -> None:
    rng = np.random.default_rng(0)
    bpm = np.array([draw_song(rng, 4, 0.1).feel.bpm for _ in range(1500)])
    assert bpm.min() >= 40.0
    assert bpm.max() <= 305.0
    assert np.median(bpm) == pytest.approx(115.0, rel=0.06)


def test_all_meters_from_2_to_7_are_played() -> None:
    rng = np.random.default_rng(0)
    assert {draw_song(rng, 4).feel.meter for _ in range(800)} == set(range(2, 8))


@pytest.mark.parametrize("bpm", [45.0, 70.0, 120.0, 180.0, 300.0])
def test_fast_music_is_written_in_longer_notes(bpm: float) -> None:
    step = usual_step(np.random.default_rng(0), feel(bpm=bpm, grid=4), 2.4, 8.5)
    assert 2.4 <= bpm / 60.0 / step <= 8.5


def test_swing_makes_the_second_8th_late_and_leaves_the_beats() -> None:
    jazz = STYLES["jazz"]
    straight, swung = (
        write(
            np.random.default_rng(3),
            Song("jazz", feel(swing=swing), jazz.core, np.zeros(4), 0),
            jazz.core[0],
            [0, 16],
        )
        for swing in (0.0, 0.15)
    )
    late = swung.places - straight.places
    off = np.abs(straight.places % 1.0 - 0.5) < 1e-6
    np.testing.assert_allclose(late[off], 0.15)
    np.testing.assert_allclose(late[~off], 0.0)
    assert off.any()


def test_a_backbeat_is_on_two_and_four() -> None:
    rock = STYLES["rock"]
    drums = rock.core[0].patterns[0](np.random.default_rng(0), feel())
    assert {place for place, _, key in drums if key == 38} == {1.0, 3.0}
