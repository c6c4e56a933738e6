"""Model files: the one that ships works, and no other gets past the door unexamined."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.leader.features import FrameBuilder
from bridge.leader.network import Network, Verdict
from bridge.types import TICK, Frame
from tests.leader.conftest import BUSES, played

Change = Callable[[bytes, bytes], str]


def run(network: Network, buses: tuple[str, ...], seconds: float) -> list[Verdict]:
    builder = FrameBuilder(buses, network.contract.columns)
    readings = played(buses, 0.5, seconds)
    verdicts = []
    for tick in range(1, int(seconds / TICK) + 1):
        for reading in readings:
            if (tick - 1) * TICK < reading.arrived <= tick * TICK:
                builder.hear(reading)
        verdicts.append(network.step(builder.frame(tick * TICK)))
    return verdicts


@pytest.mark.parametrize("count", [1, 2, 5, 16])
def test_the_shipped_model_takes_any_number_of_buses(count: int) -> None:
    verdicts = run(Network.load(), tuple(f"bus{i}" for i in range(count)), 4)
    assert all(verdict.sane for verdict in verdicts)
    assert verdicts[-1].shares.shape == (count + 1,)
    assert verdicts[-1].tempo.sum() == pytest.approx(1, abs=1e-4)


def test_the_state_is_carried_from_tick_to_tick() -> None:
    network = Network.load()
    frame = FrameBuilder(BUSES, network.contract.columns).frame(TICK)
    first, second = network.step(frame), network.step(frame)
    network.reset()
    again = network.step(frame)
    np.testing.assert_array_equal(first.shares, again.shares)
    assert not np.array_equal(first.shares, second.shares)


def test_the_verdict_turns_with_the_buses() -> None:
    straight, turned = Network.load(), Network.load()
    frame = FrameBuilder(BUSES, straight.contract.columns).frame(TICK)
    rng = np.random.default_rng(2)
    order = np.array([2, 0, 1])
    for _ in range(20):
        bus, gram, pair, world = (
            rng.normal(size=x.shape).astype(np.float32)
            for x in (frame.bus, frame.tempogram, frame.pair, frame.world)
        )
        a = straight.step(Frame(0, BUSES, bus, gram, pair, world))
        b = turned.step(Frame(0, BUSES, bus[order], gram[order], pair[order][:, order].copy(), world))
    np.testing.assert_allclose(b.shares[:3], a.shares[order], atol=1e-5)
    np.testing.assert_allclose(b.tempo, a.tempo, atol=1e-5)


def test_a_verdict_with_nan_is_not_sane() -> None:
    tempo, shares = np.full(72, 1 / 72, np.float32), np.array([0.5, 0.5], np.float32)
    assert Verdict(tempo, 120.0, 0.5, shares).sane
    assert not Verdict(tempo, float("nan"), 0.5, shares).sane
    assert not Verdict(tempo, 120.0, 0.5, np.array([np.nan, 0.5], np.float32)).sane
    assert not Verdict(tempo, 120.0, 0.5, np.array([0.5, 0.2], np.float32)).sane


@pytest.mark.parametrize("content", [b"", b"hello", bytes(range(256)) * 64])
def test_what_is_no_onnx_file_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song.onnx"
    path.write_bytes(content)
    with pytest.raises(BridgeError, match=r"song\.onnx: not an ONNX model") as error:
        Network.load(path)
    assert "\n" not in str(error.value)


def test_a_truncated_model_is_refused(model: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.onnx"
    path.write_bytes(model.read_bytes()[:20_000])
    with pytest.raises(BridgeError, match="not an ONNX model"):
        Network.load(path)


@pytest.mark.parametrize("place", ["nowhere.onnx", "."])
def test_a_missing_model_is_refused_with_what_to_do(tmp_path: Path, place: str) -> None:
    with pytest.raises(BridgeError, match=r"leave \[leader\] model empty"):
        Network.load(tmp_path / place)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"leaderbridge.format", b"somethingelse.forma", "says nothing about format"),
        (b"leaderbridge.rate\x12\x0544100", b"leaderbridge.rate\x12\x0548000", "rate is 48000, not 44100"),
        (b'"onset.rate"', b'"onset.rats"', "unknown bus column 'onset.rats'"),
        (b'"onset.rate", ', b"              ", "bus has shape"),
    ],
)
def test_a_model_that_breaks_the_contract_is_refused_with_the_reason(
    changed_model: Change, old: bytes, new: bytes, said: str
) -> None:
    with pytest.raises(BridgeError, match=said) as error:
        FrameBuilder(BUSES, Network.load(changed_model(old, new)).contract.columns)
    assert "\n" not in str(error.value)


def test_another_aubio_build_is_a_warning(changed_model: Change, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Network.load(changed_model(b"aubio-ledfx 0.4.12", b"aubio-ledfx 9.9.12"))
    assert "its onsets may differ" in caplog.text


def test_the_shipped_model_is_small_and_made_for_this_aubio(
    model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        contract = Network.load().contract
    assert not caplog.text
    assert model.stat().st_size < 2_000_000
    assert contract.tempo_bins[0] == pytest.approx(40)
    assert contract.tempo_bins[-1] > 300


def test_nobody_is_told_that_a_model_runs(tmp_path: Path) -> None:
    code = "from bridge.leader.network import Network; Network.load()"
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    home.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", code], env=home, check=True, timeout=60)
    assert not list(tmp_path.rglob("*onnxruntime*")), "where its telemetry keeps what it has to send"
