from bridge.clock.level import nearest_level


def test_a_prior_decides_between_half_and_double():
    assert nearest_level(80, 40, 240, 150) == 160
    assert nearest_level(80, 40, 240, 0) == 80


def test_a_tempo_is_brought_into_the_range():
    assert nearest_level(300, 40, 240, 0) == 150
