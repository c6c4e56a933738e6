"""A take that is heard, kept and read again."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.audio import sets, store
from models.leader.audio.listen import draw_cast, listen
from models.leader.audio.timbres import pool
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.take import draw_take
from models.leader.splits import Ensembles
from models.leader.takes import Heard, Take

SECONDS = 3.0
OWN = pool(["train"], soundfont=False)


def same(a: object, b: object) -> bool:
    """Equal values, arrays included."""
    if is_dataclass(a):
        return type(a) is type(b) and all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    return bool(np.array_equal(a, b)) if isinstance(a, np.ndarray) else a == b


@pytest.fixture(scope="module")
def take() -> Take:
    return draw_take(np.random.default_rng(3), CONDITIONS["B"], "three", players=3, seconds=SECONDS)


@pytest.fixture(scope="module")
def heard(take: Take, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    return listen(take, OWN, np.random.default_rng(4), tmp_path_factory.mktemp("mix") / "three.flac")


def test_a_stored_set_equals_a_fresh_one(heard: Heard, tmp_path: Path) -> None:
    store.save(heard, tmp_path / "three.npz")
    assert same(store.load(tmp_path / "three.npz", heard.mix), heard)


def test_real_ears_hear_every_bus(heard: Heard) -> None:
    assert {reading.bus for reading in heard.readings} == set(heard.buses)
    assert {"onset", "level", "pitch", "tempo"} <= {reading.kind for reading in heard.readings}
    arrived = [reading.arrived for reading in heard.readings]
    assert arrived == sorted(arrived)


def test_the_mix_is_a_mono_file_that_does_not_clip(heard: Heard) -> None:
    assert heard.mix is not None
    sound, rate = soundfile.read(heard.mix)
    assert (rate, sound.shape) == (RATE, (round(SECONDS * RATE),))
    assert 0.5 < np.abs(sound).max() < 0.9


def test_the_same_seeds_are_heard_alike(take: Take, heard: Heard, tmp_path: Path) -> None:
    again = listen(take, OWN, np.random.default_rng(4), tmp_path / "again.flac")
    assert same(again.readings, heard.readings)


def test_a_role_without_a_timbre_is_named(take: Take) -> None:
    with pytest.raises(BridgeError, match="no timbre for the role"):
        draw_cast(take, [], np.random.default_rng(0))


def test_a_broken_run_goes_on_and_what_is_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = Ensembles("A", (), "emulated", 90, 2, SECONDS)
    both = [sets.Item(group, seed, tmp_path / "two" / f"two-{seed}") for seed in group.seeds]
    monkeypatch.setattr(sets, "items", lambda name, folder: both)
    with pytest.raises(BridgeError, match=r"two-90.* is missing: make the set"):
        sets.load("two", tmp_path)
    both[0].path.parent.mkdir()
    sets.make(both[0])
    written = both[0].table.stat().st_mtime_ns
    sets.build("two", tmp_path)
    assert both[0].table.stat().st_mtime_ns == written
    assert [item.name for item in sets.load("two", tmp_path)] == ["two-90", "two-91"]


def test_what_another_simulator_played_is_heard_anew(heard: Heard, take: Take, tmp_path: Path) -> None:
    path = tmp_path / "three.npz"
    store.save(heard, path)
    assert store.holds(path, take)
    assert not store.holds(path, replace(take, beats=take.beats + 1e-9))
    assert not store.holds(path, replace(take, parts=(*take.parts, take.parts[0])))
