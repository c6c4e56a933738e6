"""A config written out explains itself and reads back as the same config."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge.audio.settings import AudioSettings, BusSettings
from bridge.clock.settings import ClockSettings
from bridge.config import Config, parse, to_toml
from bridge.config.toml import literal
from bridge.leader.settings import LeaderSettings
from bridge.names import unique_slugs
from bridge.outputs.settings import MidiSettings, OscSettings

NAMES = st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=16).map(unique_slugs)
TARGETS = st.lists(st.integers(1, 65_535).map("10.0.0.1:{}".format), max_size=3).map(tuple)


@st.composite
def configs(draw: st.DrawFn) -> Config:
    names = draw(NAMES)
    channels = draw(st.permutations(range(1, 2 * len(names) + 1)))
    return Config(
        audio=draw(st.from_type(AudioSettings)),
        bus=tuple(
            BusSettings(name, tuple(channels[2 * n : 2 * n + draw(st.integers(0, 2))]), draw(st.booleans()))
            for n, name in enumerate(names)
        ),
        leader=draw(st.from_type(LeaderSettings)),
        clock=replace(draw(st.from_type(ClockSettings)), min_bpm=50.0, max_bpm=200.0, count_in_bus=""),
        midi=draw(
            st.lists(st.from_type(MidiSettings), max_size=3, unique_by=lambda out: (out.kind, out.port)).map(
                tuple
            )
        ),
        osc=replace(draw(st.from_type(OscSettings)), targets=draw(TARGETS)),
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(configs())
def test_every_config_reads_back_as_itself(config: Config) -> None:
    assert parse(to_toml(config), "round") == config


@given(st.text())
def test_every_text_is_written_as_toml_reads_it(text: str) -> None:
    assert tomllib.loads(f"key = {literal(text)}") == {"key": text}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_written_as_toml_reads_it(number: float) -> None:
    assert tomllib.loads(f"key = {literal(number)}") == {"key": number}


def test_every_key_has_its_help_above_it() -> None:
    lines = to_toml(Config()).splitlines()
    for section in (Config().audio, Config().clock, Config().leader, Config().osc):
        for field in fields(section):
            row = next(n for n, line in enumerate(lines) if line.startswith(f"{field.name} = "))
            assert lines[row - 1].startswith("# ")
            assert not lines[row - 1].startswith("#  ("), f"{field.name} has no help"
