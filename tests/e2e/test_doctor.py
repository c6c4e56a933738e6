"""The doctor listens while a bridge runs: on a private server, to a band whose faults are known."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bridge.audio.demo import DemoBand
from bridge.cli.main import main
from bridge.doctor import examine
from bridge.doctor.osc_ear import BeatEar
from tests import jack
from tests.e2e.gig import gig
from tests.e2e.stage import bridge_command, spawn, to_jack
from tests.jack import wait_for

pytestmark = pytest.mark.e2e

JACK_PERIOD = 512
HERE = Path(__file__).parent
CLOCK = "leaderbridge-clock:clock"
EXTRA = ("twin", "loud", "dead", "lonely", "machine")
"""Buses besides the band's: the drums once more, the bass cut off, zeros, nothing at all, a slave."""


def sounds(band: DemoBand) -> np.ndarray:
    """What a DAW plays into all buses but the last two."""
    stems = to_jack(band.read(band.frames), band.rate)
    drums, bass = stems[band.names.index("drums")], stems[band.names.index("bass")]
    cut = np.clip(bass * 6 / np.max(np.abs(bass)), -1, 1)
    return np.stack([*stems, 0.5 * np.roll(drums, 200), cut, np.zeros_like(drums)]).astype(np.float32)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory, module_jackd, free_port) -> tuple[str, str]:
    """What ``doctor --json`` and ``report-bug`` say while the bridge follows a band on faulty buses."""
    folder, band = tmp_path_factory.mktemp("gig"), DemoBand(90, 3)
    names = (*band.names, *EXTRA)
    config = f'[[midi]]\nkind = "jack"\n[[midi]]\nkind = "jack"\nport = "TR-8"\n[osc]\nport = {free_port}\n'
    np.save(folder / "sound.npy", sounds(band))
    with gig(folder, names, config) as running:
        targets = [f"leaderbridge:{name}" for name in names[:-2]]
        for program in (
            [str(HERE / "player.py"), str(folder / "sound.npy"), *targets],
            [str(HERE / "drum_machine.py"), CLOCK, "leaderbridge:machine"],
        ):
            spawn(
                running.stack, [sys.executable, *program], stdin=subprocess.PIPE, farewell=jack.BY_INTERRUPT
            )
        with BeatEar("127.0.0.1", free_port) as beats:
            wait_for(lambda: len(beats.clocks(0.0)) > 4 * 24, 40)
        told = asked("doctor", "--json", "--config", str(folder / "bridge.toml"))
        asked("report-bug", "--config", str(folder / "bridge.toml"), "--out", str(folder / "report.txt"))
    return told, (folder / "report.txt").read_text()


def asked(*words: str) -> str:
    """What ``leaderbridge WORDS`` prints."""
    done = subprocess.run(bridge_command(*words), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done
    return done.stdout


@pytest.fixture(scope="module")
def findings(spoken) -> dict[str, dict[str, str]]:
    """The findings by check."""
    return {row["check"]: row for row in json.loads(spoken[0])}


@pytest.mark.parametrize(
    ("check", "verdict", "said"),
    [
        ("silence: dead", "warn", "all zeros"),
        ("silence: lonely", "warn", "nothing is connected"),
        ("clipping: loud", "warn", "cut off"),
        ("same signal: drums, twin", "warn", "two players"),
        ("own beat: machine", "warn", "its own beat"),
        ("clock connected: clock", "ok", "drum-machine:clock"),
        ("clock connected: clock_2", "warn", "nobody"),
        ("[[midi]] port TR-8", "warn", "no input of JACK"),
        ("OSC", "ok", "the running bridge's"),
        ("JACK real time", "ok", "real time"),
    ],
)
def test_each_fault_of_a_gig_is_found_while_it_plays(findings, check, verdict, said):
    assert findings[check]["verdict"] == verdict, findings
    assert said in findings[check]["found"]


def test_nothing_else_is_found_in_it(findings):
    """But a player may rest for as long as the doctor listens."""
    about = ("clipping", "same signal", "own beat")
    found = {check for check, row in findings.items() if row["verdict"] == "warn" and check.startswith(about)}
    assert found == {"clipping: loud", "same signal: drums, twin", "own beat: machine"}


def test_a_report_of_a_running_bridge_has_its_log_its_counters_and_its_devices(spoken):
    _, report = spoken
    assert "a bridge answers at its OSC port" in report
    assert "INFO leaderbridge" in report
    assert "following" in report
    assert "lost 0 samples" in report
    assert "jack: " in report
    assert "daw:track_0" in report
    assert 'name = "machine"' in report
    assert "/tmp" not in report


def test_without_a_bridge_it_says_what_it_cannot_judge(jackd, tmp_path):
    file = tmp_path / "gig.toml"
    file.write_text(f'[audio]\nbackend = "jack"\nserver = "{jackd}"\n')
    said = {finding.check: finding for finding in examine(file, seconds=1.0)}
    assert (said["sound"].verdict, said["clock connected"].verdict) == ("unknown", "unknown")
    assert "leaderbridge run" in said["sound"].fix


def test_a_server_without_real_time_is_found(monkeypatch, tmp_path, capsys):
    with jack.jackd(scheduling="--no-realtime") as name:
        file = tmp_path / "gig.toml"
        file.write_text(f'[audio]\nbackend = "jack"\nserver = "{name}"\n')
        monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
        with pytest.raises(SystemExit):
            main(["doctor", "--config", str(file), "--seconds", "0"])
    assert "warn  JACK real time:" in capsys.readouterr().out


def test_a_server_at_an_odd_rate_is_found(monkeypatch, tmp_path):
    with jack.jackd(rate=32_000) as name:
        file = tmp_path / "gig.toml"
        file.write_text(f'[audio]\nbackend = "jack"\nserver = "{name}"\n')
        monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
        (finding,) = [finding for finding in examine(file) if finding.check == "JACK rate"]
    assert finding.verdict == "fail"
    assert "32000" in finding.found
