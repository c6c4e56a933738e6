import pytest

from bridge.clock.level import at_level, nearest_level


@pytest.mark.parametrize(("heard", "followed", "level"), [(240, 120, 120), (61, 120, 122), (121, 120, 121)])
def test_octaves_of_the_followed_tempo_are_brought_to_it(heard, followed, level):
    assert at_level(heard, followed) == pytest.approx(level)


def test_another_tempo_is_no_level():
    assert at_level(140, 120) is None


def test_a_prior_decides_between_half_and_double():
    assert nearest_level(80, 40, 240, 150) == 160
    assert nearest_level(80, 40, 240, 0) == 80


def test_a_tempo_is_brought_into_the_range():
    assert nearest_level(300, 40, 240, 0) == 150
