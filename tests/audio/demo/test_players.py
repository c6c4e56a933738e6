import numpy as np

from bridge.audio.demo.players import phase_gains, simulate

BEATS = 400


def steady(bpm=120.0):
    return np.full(BEATS, bpm)


def test_nobody_corrects_towards_itself_and_the_leader_corrects_least():
    gains = phase_gains(2, 4)
    assert np.all(np.diag(gains) == 0)
    assert gains[2].sum() < min(gains[i].sum() for i in (0, 1, 3)) / 3


def test_the_band_keeps_the_tempo_its_leader_means():
    pulses = simulate(np.zeros(BEATS, np.intp), steady(), 4, seed=1)
    intervals = np.diff(pulses, axis=1)
    assert np.allclose(intervals.mean(axis=1), 0.5, atol=0.004)


def test_players_stay_as_close_as_quartets_do():
    pulses = simulate(np.zeros(BEATS, np.intp), steady(), 4, seed=2)
    spread = (pulses[1:] - pulses[0]).std(axis=1)
    assert np.all((spread > 0.008) & (spread < 0.040))


def test_after_a_jump_the_leader_is_first_and_the_others_catch_up():
    tempo = np.where(np.arange(BEATS) < 200, 110.0, 122.0)
    late = np.mean([simulate(np.ones(BEATS, np.intp), tempo, 4, seed) for seed in range(20)], axis=0)
    behind = np.delete(late - late[1], 1, axis=0)
    assert np.all(behind[:, 202:205].mean(axis=1) > 0.03)
    assert np.all(np.abs(behind[:, 230:].mean(axis=1)) < 0.01)


def test_a_longer_piece_begins_as_a_shorter_one():
    leaders, tempo = np.zeros(BEATS, np.intp), steady()
    assert np.array_equal(simulate(leaders, tempo, 4, 5)[:, :50], simulate(leaders[:50], tempo[:50], 4, 5))
