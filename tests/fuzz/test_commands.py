"""Footswitches, typed commands, hostile names: obeyed, passed over or refused in a line."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st

from bridge.clock.setlist import Song
from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.leader import Absent, Leader
from bridge.outputs.footswitches import asked_by
from bridge.outputs.pedals import Pedals
from bridge.outputs.protocol import IN, ROOT, parse
from bridge.outputs.settings import FootswitchSettings
from bridge.outputs.spoken import COMMANDS, command_of
from bridge.session import Session
from bridge.types import Bus, Command, Reading
from tests.fuzz.mutants import nonsense
from tests.fuzz.names import HOSTILE
from tests.fuzz.victim import Victim

SWITCHES = tuple(
    FootswitchSettings(message=kind, number=64, command="tap") for kind in ("note", "cc", "program")
)
PEDALS = [
    bytes.fromhex(each)
    for each in ["903c64", "903c00", "b04064", "b04000", "c005", "f8", "f0010203f7", "e00040"]
]
WORDS = [f"{name} 1".encode() for name in COMMANDS] + [b"song +", b"nudge -10", b"lead bass", b"meter 6 8"]
BUSES = (Bus("drums"), Bus("bass"))


def new_session() -> Session:
    return Session(BUSES, Leader(BUSES, model=Absent("")), ClockSettings(), SONGS)


def press(messages: list[bytes]) -> None:
    pedals = Pedals()
    for data in messages:
        pressed = pedals.press(data)
        if pressed is not None:
            assert all(isinstance(command, Command) for command in asked_by(pressed, SWITCHES))
    assert len(pedals._values) <= 16 * 256


def type_in(data: bytes) -> Command:
    return command_of(data.decode("utf-8", "replace"))


def obey(case: tuple[int, list[tuple[str, tuple[object, ...]]]]) -> None:
    """Commands with any arguments, in the middle of a song: obeyed, or refused; the beat goes on."""
    seed, asked = case
    rng, session = random.Random(seed), new_session()
    t = 0.0
    for name, args in asked:
        for _ in range(rng.randrange(1, 30)):
            t += 512 / 44_100
            heard = Reading("drums", "onset", t - 0.05, t, 0.8)
            step = session.follow(t, (heard,) if rng.random() < 0.1 else ())
        with suppress(CommandError):
            command = parse(ROOT + name, args)
            if command is not None and name in COMMANDS:
                session.obey(command, t - rng.random())
    later = session.follow(t + 512 / 44_100, ())
    assert later.beat.timeline is None or later.beat.timeline.bpm > 0
    assert step.t < later.t


SONGS = (Song(name="Blue Monday", tempo=130, rail=6), Song(name="Sarabande", tempo=60, meter=(3, 4)))
TEXTS = st.sampled_from([*HOSTILE, "drums", "auto", "+", "-", "sarabande"])
NUMBERS = st.floats() | st.integers() | st.sampled_from([0, 1, 90.0, -500, 500, 1e-300, 400.0, 20.0])
ARGUMENTS = st.lists(NUMBERS | TEXTS | st.none(), max_size=3).map(tuple)


def test_midi_from_footswitches(fuzz):
    with Victim(press) as victim:
        fuzz(st.lists(nonsense(PEDALS), max_size=20), victim, share=0.5)


def test_typed_commands(fuzz):
    with Victim(type_in) as victim:
        fuzz(nonsense(WORDS), victim)


def test_commands_in_the_middle_of_a_song(fuzz):
    asked = st.lists(st.tuples(st.sampled_from(sorted(IN)), ARGUMENTS), min_size=1, max_size=12)
    with Victim(obey) as victim:
        fuzz(st.tuples(st.integers(0, 2**32), asked), victim, share=0.25)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_makes_a_file_or_reaches_a_shell(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = new_session()
    for row in ("song", "lead"):
        with pytest.raises(CommandError):
            session.obey(Command(row, (name,)))
    assert not list(tmp_path.iterdir())
    assert not Path("/tmp/pwned").exists()
