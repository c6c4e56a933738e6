"""What is learnt is written into the file of a person, who finds it as it was."""

from pathlib import Path

import pytest

from bridge.config import Config, ConfigError, load, parse, to_toml
from bridge.config.learned import learn, learned
from bridge.outputs.settings import FootswitchSettings

TAP = FootswitchSettings(message="cc", number=64, channel=1, command="tap")
NEXT = FootswitchSettings(message="note", number=36, channel=10, command="song +")
MINE = """# my gig, do not touch

[clock]   # slow songs
prior_bpm = 90     # most of them

[[bus]]
name = "drums"
[[bus]]
name = "bass"  # Ana
"""


def test_comments_and_all_other_lines_stay_as_they_were() -> None:
    assert learned(MINE, TAP).startswith(MINE)


def test_what_was_learnt_is_read_back() -> None:
    assert parse(learned(learned(MINE, TAP), NEXT), "gig.toml").footswitch == (TAP, NEXT)


def test_a_switch_that_is_learnt_again_changes_its_command_and_keeps_its_comment() -> None:
    text = learned(MINE, TAP).replace("[[footswitch]]", "[[footswitch]]  # the left one")
    again = learned(text, FootswitchSettings(message="cc", number=64, channel=1, command="one"))
    assert [switch.command for switch in parse(again, "gig.toml").footswitch] == ["one"]
    assert "# the left one" in again


def test_the_same_number_on_another_channel_is_another_switch() -> None:
    other = FootswitchSettings(message="cc", number=64, channel=2, command="one")
    assert len(parse(learned(learned(MINE, TAP), other), "gig.toml").footswitch) == 2


def test_the_file_that_init_writes_can_be_learnt_into() -> None:
    assert parse(learned(to_toml(Config()), TAP), "gig.toml").footswitch == (TAP,)


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    learn(tmp_path / "new" / "gig.toml", TAP)
    assert load(tmp_path / "new" / "gig.toml").footswitch == (TAP,)


def test_a_file_that_is_wrong_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "gig.toml"
    path.write_text("[clock]\nslew = 99\n")
    with pytest.raises(ConfigError, match="slew = 99"):
        learn(path, TAP)
    assert path.read_text() == "[clock]\nslew = 99\n"


def test_a_command_that_is_none_is_told_with_its_switch() -> None:
    text = '[[footswitch]]\nmessage = "cc"\nnumber = 64\ncommand = "jump"\n'
    with pytest.raises(
        ConfigError, match=r"\[\[footswitch\]\] 1: command = 'jump' is not allowed: no command"
    ):
        parse(text, "gig.toml")
