"""GTZAN and Ballroom, laid out as mirdata lays them out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.errors import BridgeError
from models.leader.data.mixes import BALLROOM, GTZAN, Collection
from models.leader.takes import UNKNOWN

LAYOUTS = {
    "gtzan": (
        GTZAN,
        "gtzan_genre/gtzan_genre/genres/blues/blues.00007.wav",
        "gtzan_genre/gtzan_tempo_beat-main/beats/gtzan_blues_00007.beats",
    ),
    "ballroom": (
        BALLROOM,
        "ballroom/B_1.0/audio/Waltz/Media-105901.wav",
        "ballroom/B_1.0/annotations/beats/Media-105901.beats",
    ),
}


@pytest.mark.parametrize(("collection", "sound", "beats"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_recording_is_one_bus_with_its_beats(
    collection: Collection, sound: str, beats: str, tmp_path: Path
) -> None:
    for name in (sound, beats):
        (tmp_path / name).parent.mkdir(parents=True)
    t = np.arange(3 * 22_050) / 22_050
    soundfile.write(tmp_path / sound, 0.4 * np.exp(-(t % 0.4) / 0.03) * np.sin(2 * np.pi * 300 * t), 22_050)
    (tmp_path / beats).write_text("".join(f"{0.4 * i:.2f}\t{i % 3 + 1}\n" for i in range(8)))
    (heard,) = collection.hearings(tmp_path, tmp_path / "kept")
    assert heard.buses == heard.roles == ("mix",)
    np.testing.assert_allclose(heard.beats, 0.4 * np.arange(8))
    np.testing.assert_allclose(heard.bpm, 150.0)
    assert set(heard.leader) == {UNKNOWN}
    assert len(heard.bpm) == 30
    assert heard.mix is not None
    assert soundfile.info(heard.mix).samplerate == 44_100
    onsets = [reading.t for reading in heard.readings if reading.kind == "onset"]
    assert len(onsets) >= 6


@pytest.mark.parametrize("collection", [GTZAN, BALLROOM], ids=LAYOUTS)
def test_who_does_not_have_it_is_told_what_it_needs(collection: Collection, tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=f"no {collection.name} in .*it needs sound as"):
        list(collection.hearings(tmp_path))
