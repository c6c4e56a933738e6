"""The set list as a person writes it: what is taken, and what each mistake is answered."""

from pathlib import Path

import pytest

from bridge.clock.setlist import Song
from bridge.config import Config, ConfigError, load, set_list
from bridge.config.setlist import parse
from bridge.errors import BridgeError

PLAYERS = ("drums", "bass")
ONE = '[[song]]\nname = "Blue Monday"\ntempo = 130\n'


def problem(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text, "set.toml", PLAYERS)
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith("set.toml: ")
    return line


def test_a_song_is_read_with_all_that_it_says() -> None:
    text = ONE + 'rail = 6\nmeter = [6, 8]\ncount_in = true\nlead = ["drums"]\n'
    song = Song(name="Blue Monday", tempo=130.0, rail=6.0, meter=(6, 8), count_in=True, lead=("drums",))
    assert parse(text, "set.toml", PLAYERS) == (song,)


def test_an_empty_set_list_has_no_songs() -> None:
    assert parse("", "set.toml", PLAYERS) == ()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (ONE + "rail = 90\n", '[[song]] 1 "Blue Monday"', "rail = 90 is not allowed; give a number"),
        (ONE + "meter = [4, 3]\n", '[[song]] 1 "Blue Monday"', "meter = [4, 3] is not allowed"),
        (ONE + 'count_in = "yes"\n', '[[song]] 1 "Blue Monday"', "give true or false"),
        (ONE + "speed = 3\n", '[[song]] 1 "Blue Monday"', "unknown key speed"),
        (
            ONE + 'lead = ["oboe"]\n',
            '[[song]] 1 "Blue Monday"',
            "no bus 'oboe' that may lead; there are drums, bass",
        ),
        ('[[song]]\nname = "X"\n', '[[song]] 1 "X"', "tempo is missing"),
        ("[[song]]\ntempo = 100\n", "[[song]] 1", "name is missing"),
        ('[[song]]\nname = "+"\ntempo = 100\n', '[[song]] 1 "+"', "neither letter nor digit"),
        (ONE + '[[song]]\nname = "blue monday"\ntempo = 90\n', "[[song]]", "2 songs are called 'bluemonday'"),
        ('[song]\nname = "X"\n', "[[song]]", "two brackets"),
        ("[[songs]]\n", "", "unknown section songs; did you mean song?"),
        ("[[song\n", "", "not valid TOML"),
    ],
)
def test_each_mistake_names_file_song_and_key(text: str, place: str, words: str) -> None:
    line = problem(text)
    assert place in line
    assert words in line


def test_the_file_is_looked_for_beside_the_config(tmp_path: Path) -> None:
    (tmp_path / "set.toml").write_text(ONE)
    (tmp_path / "gig.toml").write_text('[clock]\nset_list = "set.toml"\n')
    assert [song.name for song in set_list(load(tmp_path / "gig.toml"))] == ["Blue Monday"]


def test_a_set_list_that_is_not_there_is_told_with_the_key(tmp_path: Path) -> None:
    (tmp_path / "gig.toml").write_text('[clock]\nset_list = "set.toml"\n')
    with pytest.raises(BridgeError, match=r"no set list .*set\.toml.*\[clock\] set_list"):
        load(tmp_path / "gig.toml")


def test_a_mistake_in_the_set_list_is_found_with_the_config(tmp_path: Path) -> None:
    (tmp_path / "set.toml").write_text(ONE + "tempo = 3\n")
    (tmp_path / "gig.toml").write_text('[clock]\nset_list = "set.toml"\n')
    with pytest.raises(ConfigError, match=r"set\.toml"):
        load(tmp_path / "gig.toml")


def test_without_one_there_are_no_songs() -> None:
    assert set_list(Config()) == ()
