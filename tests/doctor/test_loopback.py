"""The loop-back, timed to the sample: on a private server, through a delay that is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import jack
import numpy as np
import pytest

from bridge.cli.main import main
from bridge.doctor.loopback import Loop, check_loopback, judge_loopback, measure
from bridge.errors import BridgeError

OUT, BACK = "cable:in", "cable:out"


@contextmanager
def cable(delay: int, gain: float = 1.0) -> Iterator[None]:
    """A client whose port ``out`` gives what came to ``in``, ``delay`` frames later."""
    client = jack.Client("cable", no_start_server=True)
    ends = client.inports.register("in"), client.outports.register("out")
    held = np.zeros(delay, np.float32)

    @client.set_process_callback
    def process(frames):
        nonlocal held
        sound = np.concatenate([held, gain * ends[0].get_array()])
        ends[1].get_array()[:] = sound[:frames]
        held = sound[frames:]

    with client:
        yield
    client.close()


@pytest.mark.e2e
@pytest.mark.parametrize("delay", [333, 4_800])
def test_a_known_delay_is_measured_to_the_sample(jackd, delay):
    with cable(delay):
        loop = measure(OUT, BACK)
    assert (loop.rate, loop.delays) == (48_000, (delay,) * 3)


@pytest.mark.e2e
def test_the_command_says_the_milliseconds_and_what_to_set(jackd, capsys):
    with cable(480, gain=-0.1), pytest.raises(SystemExit) as left:
        main(["doctor", "--loopback", "--out", OUT, "--in", BACK, "--json"])
    assert not left.value.code
    said = {row["check"]: row["found"] for row in json.loads(capsys.readouterr().out)}
    assert said["loop-back"].startswith("480 frames, 10.00 ms")
    assert "offset_ms = -10.0" in said["microphones, sound of this card"]
    assert "offset_ms = -5.0" in said["microphones, hardware on MIDI"]


@pytest.mark.e2e
def test_a_loop_that_is_open_is_a_failure_with_its_remedy(jackd):
    (finding,) = check_loopback()  # the dummy's own ports: no cable joins them
    assert finding.verdict == "fail"
    assert "system:playback_1 → system:capture_1" in finding.found
    assert "cable" in finding.fix


@pytest.mark.e2e
def test_a_port_that_is_not_there_is_answered_with_those_that_are(jackd):
    with pytest.raises(BridgeError, match=r"no playback port 'nowhere'.*system:playback_1"):
        check_loopback("nowhere")


def test_without_a_server_it_says_how_to_start_one(monkeypatch):
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "leaderbridge-no-such-server")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    with pytest.raises(BridgeError, match="start it"):
        check_loopback()


@pytest.mark.parametrize("delays", [(512, 512, 1_024), (512, None, 512), (512, 512, 515)])
def test_clicks_that_disagree_give_no_offsets(delays):
    (finding,) = judge_loopback(Loop(OUT, BACK, 48_000, delays))
    assert finding.verdict == "warn"
    assert "512 frames" in finding.found
