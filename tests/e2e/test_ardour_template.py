"""The session that the Ardour template makes: its tracks reach the bridge, and it follows the bridge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from bridge.assets import find
from tests.e2e.again import again
from tests.e2e.ardour import CONFIG, ardour, sources, told
from tests.e2e.gig import gig
from tests.e2e.ramp import Ramp
from tests.e2e.stage import RATE, client

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BAND = Ramp(112.0, 112.0, begin=0.0, end=1.0, seconds=11.0)
SETTLED = 7.0
"""Second of the music from which Ardour must follow."""


@dataclass(frozen=True)
class Concert:
    """What was played into Ardour's tracks, what its first send gave out, and what Ardour said."""

    played: np.ndarray
    sent: np.ndarray
    sources: dict[str, list[str]]
    told: np.ndarray


@pytest.fixture(scope="module")
def concert(tmp_path_factory, module_jackd, free_port) -> Concert:
    config = (
        f'{CONFIG}[osc]\nport = {free_port}\ntargets = []\n[[midi]]\nkind = "jack"\nport = "MIDI Clock in"\n'
    )
    with pytest.MonkeyPatch.context() as patch, gig(tmp_path_factory.mktemp("a"), BAND.names, config) as band:
        patch.setenv("TEMPLATE", str(find("patches", "daw/ardour/leaderbridge.lua")))
        lines = again(lambda: ardour(band.stack, tmp_path_factory.mktemp("home"), "ardour_template.lua"))
        patched = {name: sources(f"leaderbridge:{name}") for name in BAND.names}
        tape = client(band.stack, "sound_listener.py", patched["drums"][0], str(band.folder / "tape.npy"))
        assert tape.stdout.readline().startswith("listening")
        sound = BAND.sound()
        band.play(sound, into="ardour:{}/audio_in 1")
        tape.communicate(timeout=10)
    sent = np.load(band.folder / "tape.npy")
    return Concert(sound[0], sent, patched, told(lines, band.begun[0]))


def correlate(sent: np.ndarray, played: np.ndarray) -> np.ndarray:
    """How alike the two are when ``played`` begins at each frame of ``sent``."""
    size = len(sent) + len(played)
    return np.fft.irfft(np.fft.rfft(sent, size) * np.fft.rfft(played, size).conj())


def test_each_track_is_sent_to_its_own_bus(concert):
    assert [len(concert.sources[name]) for name in BAND.names] == [1, 1]
    assert concert.sources["drums"] != concert.sources["bass"]


def arrived(sent: np.ndarray, piece: np.ndarray) -> bool:
    """Whether ``piece`` is somewhere in ``sent``, sample by sample."""
    begin = int(np.argmax(correlate(sent, piece)))
    return np.allclose(sent[begin : begin + len(piece)], piece, atol=1e-6)


def test_what_is_played_into_a_track_reaches_the_bridge_unchanged(concert):
    seconds = np.split(concert.played[2 * RATE : 9 * RATE], 7)
    there = [arrived(concert.sent, piece) for piece in seconds]
    assert np.mean(there) > 0.7, there  # a server that loses a cycle on a busy machine breaks one piece


def test_its_transport_waits_for_the_bridge_and_rolls_with_it(concert):
    rolls = concert.told[:, 2]
    assert not rolls[concert.told[:, 0] < 2.0].any()
    assert (
        rolls[concert.told[:, 0] > SETTLED].mean() > 0.5
    )  # 7.3 stops for a moment when it looks for its place


def test_its_tempo_is_the_bands(concert):
    late = concert.told[concert.told[:, 0] > SETTLED]
    assert np.median(late[:, 1]) == pytest.approx(BAND.bpm, rel=0.015)
