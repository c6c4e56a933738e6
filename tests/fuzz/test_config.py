"""Config files and set lists: whatever the bytes, the settings, or a line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.clock.setlist import Song
from bridge.config import Config, load, to_toml
from bridge.config.learned import learned
from bridge.config.setlist import parse
from bridge.errors import BridgeError
from bridge.outputs.settings import FootswitchSettings, HydrogenSettings, MidiSettings, SyncSettings
from tests.e2e.show import SONGS
from tests.fuzz.mutants import nonsense
from tests.fuzz.victim import Victim

SWITCH = FootswitchSettings(message="cc", number=64, command="tap")
FULL = Config(
    midi=(MidiSettings(), MidiSettings(kind="virtual", port="out")),
    sync=(SyncSettings(),),
    hydrogen=(HydrogenSettings(),),
    footswitch=(SWITCH,),
)
BARE = "\n".join(line for line in to_toml(FULL).splitlines() if not line.startswith("#"))
SMALL = """
[[bus]]
name = "drums"
channels = [1, 2]
[[bus]]
name = "bass"
[osc]
targets = ["127.0.0.1:9701"]
"""
CONFIGS = [
    text.encode() for text in (BARE, SMALL, "[clock]\nmeter = [6, 8]\nprior_bpm = 90\n", "", "midi = []\n")
]
LISTS = [
    SONGS.encode(),
    b'[[song]]\nname = "x"\ntempo = 90\nmeter = [6, 8]\ncount_in = true\nlead = ["bass"]\n',
]


def read_config(case: tuple[str, bytes]) -> Config:
    folder, data = case
    path = Path(folder, "gig.toml")
    path.write_bytes(data)
    return load(path)


def read_songs(data: bytes) -> tuple[Song, ...]:
    return parse(data.decode(errors="surrogateescape"), "setlist.toml", ("bass", "drums"))


def learn(data: bytes) -> str:
    """As ``leaderbridge learn`` does: what is wrong is found before anything is written."""
    from bridge.config.load import parse as settings

    text = data.decode(errors="replace")
    settings(text, "gig.toml")
    after = learned(text, SWITCH)
    assert SWITCH in settings(after, "gig.toml").footswitch
    return after


def test_config_files(fuzz, tmp_path):
    with Victim(read_config) as victim:
        fuzz(nonsense(CONFIGS).map(lambda data: (str(tmp_path), data)), victim)


def test_set_lists(fuzz):
    with Victim(read_songs) as victim:
        fuzz(nonsense(LISTS), victim)


def test_switches_learnt_into_config_files(fuzz):
    with Victim(learn) as victim:
        fuzz(nonsense(CONFIGS), victim, share=0.5)


@pytest.mark.parametrize("key", ['"a\\nb"', '"\\u001b[2J"', '"' + "x" * 5000 + '"'])
def test_a_key_that_would_steer_a_terminal_is_shown_as_one_line(key, tmp_path):
    path = tmp_path / "gig.toml"
    path.write_text(f"{key} = 1\n")
    with pytest.raises(BridgeError) as refused:
        load(path)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 1000
