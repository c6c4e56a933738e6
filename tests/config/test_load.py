"""The config file as a person writes it: what is taken, and what each mistake is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.config import Config, ConfigError, default_path, load, parse
from bridge.errors import BridgeError

TWO = '[[bus]]\nname = "drums"\n[[bus]]\nname = "bass"\n'


def problem(text: str) -> str:
    """The one line that answers ``text``."""
    with pytest.raises(ConfigError) as caught:
        parse(text, "gig.toml")
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith("gig.toml: ")
    return line


def test_an_empty_file_is_the_defaults() -> None:
    assert parse("", "gig.toml") == Config()


def test_the_defaults_are_a_quartet_on_four_channels() -> None:
    assert [bus.name for bus in Config().buses] == ["drums", "bass", "keys", "lead"]


def test_a_key_left_out_keeps_its_default() -> None:
    config = parse("[clock]\nslew = 12\n", "gig.toml")
    assert config.clock.slew == 12.0
    assert config.clock.bend == Config().clock.bend


def test_buses_of_the_file_replace_the_quartet() -> None:
    config = parse(TWO + "channels = [3, 4]\nmachine = true\n", "gig.toml")
    assert [(bus.name, bus.channels, bus.machine) for bus in config.bus] == [
        ("drums", (), False),
        ("bass", (3, 4), True),
    ]


def test_a_value_beyond_its_limits_names_key_value_and_limits() -> None:
    line = problem("[clock]\nslew = 50\n")
    assert "[clock]" in line
    assert "slew = 50" in line
    assert "above 0 up to 20" in line


@pytest.mark.parametrize("value", ["nan", "inf", '"6"', "true", "[6]", "2026-01-01"])
def test_what_is_no_number_is_refused_where_a_number_belongs(value: str) -> None:
    assert "give a number above 0 up to 20" in problem(f"[clock]\nslew = {value}\n")


def test_a_word_that_is_no_choice_is_answered_with_the_choices() -> None:
    assert '"jack", "virtual" or "port"' in problem('[[midi]]\nkind = "usb"\n')


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[clok]\n", "did you mean clock?"),
        ("[clock]\nslw = 1\n", "did you mean slew?"),
        ('[[bus]]\nname = "a"\nchanels = [1]\n', "did you mean channels?"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(text: str, meant: str) -> None:
    assert meant in problem(text)


def test_an_unknown_key_like_no_other_is_answered_with_all_there_are() -> None:
    assert "there are: audio, bus, ears, leader" in problem("[zzzzzz]\n")


def test_bad_toml_names_the_line() -> None:
    assert "line 3" in problem("[clock]\nslew = 6\nbend = = 3\n")


def test_a_bus_is_named_by_number_and_name() -> None:
    assert '[[bus]] 2 "bass": channels' in problem(TWO + "channels = [0]\n")


def test_a_bus_without_a_name_is_told_so() -> None:
    assert "[[bus]] 3: name is missing" in problem(TWO + "[[bus]]\nchannels = [1]\n")


def test_a_name_that_is_no_slug_is_answered_with_the_slug() -> None:
    assert 'write "b808_kick"' in problem(TWO + '[[bus]]\nname = "808 kick"\n')


def test_a_reserved_name_is_refused() -> None:
    assert 'write "none_bus"' in problem(TWO + '[[bus]]\nname = "none"\n')


def test_two_buses_of_one_name_are_refused() -> None:
    line = problem(TWO + '[[bus]]\nname = "drums"\n')
    assert "[[bus]] 1 and 3" in line
    assert '"drums"' in line


@pytest.mark.parametrize("many", [1, 17])
def test_an_ensemble_has_two_to_sixteen_buses(many: int) -> None:
    assert "2 to 16" in problem("".join(f'[[bus]]\nname = "bus{n}"\n' for n in range(many)))


def test_a_channel_given_twice_is_refused() -> None:
    text = '[[bus]]\nname = "a"\nchannels = [1, 2]\n[[bus]]\nname = "b"\nchannels = [2]\n'
    assert "channel 2 is given twice" in problem(text)


def test_two_clocks_into_one_port_are_refused() -> None:
    twice = '[[midi]]\nkind = "port"\nport = "TR-8"\n' * 2
    assert "[[midi]] 1 and 2" in problem(twice)


def test_a_tempo_range_upside_down_is_refused() -> None:
    assert "min_bpm = 200" in problem("[clock]\nmin_bpm = 200\nmax_bpm = 100\n")


@pytest.mark.parametrize("target", ["9701", "localhost", "host:", ":9701", "host:0", "host:70000", "host:x"])
def test_an_osc_target_needs_host_and_port(target: str) -> None:
    assert "host:port" in problem(f'[osc]\ntargets = ["{target}"]\n')


def test_one_bracket_where_two_belong_is_explained() -> None:
    assert "write [[midi]] with two brackets" in problem('[midi]\nkind = "jack"\n')


def test_a_section_that_is_a_value_is_explained() -> None:
    assert "write [clock]" in problem("clock = 120\n")


def test_several_problems_are_one_line_and_all_are_kept() -> None:
    with pytest.raises(ConfigError) as caught:
        parse("[clock]\nslew = 50\nbend = 99\n[osc]\nport = 0\n", "gig.toml")
    assert len(caught.value.problems) == 3
    assert "and 2 more" in str(caught.value)


def test_no_midi_at_all_can_be_said() -> None:
    assert parse("midi = []\n", "gig.toml").midi == ()


def test_a_file_that_is_not_there_is_answered_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="leaderbridge init --config"):
        load(tmp_path / "none.toml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "song.toml").write_bytes(b"\xff\xfe\x00RIFF")
    with pytest.raises(BridgeError, match="cannot be read"):
        load(tmp_path / "song.toml")


def test_a_folder_is_no_config(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="cannot be read"):
        load(tmp_path)


def test_without_a_path_the_users_own_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load() == Config()
    default_path().parent.mkdir(parents=True)
    default_path().write_text("[clock]\nbeats_in_bar = 3\n")
    assert load().clock.meter == (3, 4)
