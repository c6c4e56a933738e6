"""What each check makes of what it sees, also of what this machine never shows."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bridge.audio.devices import Device
from bridge.config import Config, default_path
from bridge.doctor import jack_server, portaudio, ports, python, realtime, settings
from bridge.doctor.model import check_model
from bridge.doctor.realtime import Permission
from bridge.leader.settings import LeaderSettings

PIPEWIRE = [Path("/usr/lib/x86_64-linux-gnu/pipewire-0.3/jack/libjack.so.0")]


@pytest.mark.parametrize(
    ("version", "verdict"), [((3, 10), "fail"), ((3, 11), "ok"), ((3, 12), "ok"), ((3, 13), "fail")]
)
def test_only_pythons_with_wheels_will_do(version: tuple[int, int], verdict: str) -> None:
    assert python.judge_version(version).verdict == verdict


def test_a_package_that_cannot_be_imported_is_named_with_its_error() -> None:
    finding = python.judge_packages({"pyo": "", "rtmidi": "libasound.so.2: cannot open shared object file"})
    assert finding.verdict == "fail"
    assert "rtmidi (libasound.so.2" in finding.found
    assert "pyo" not in finding.found


def test_every_package_of_the_runtime_imports_here() -> None:
    assert python.check_packages().verdict == "ok"


def test_without_libjack_the_package_that_has_it_is_named() -> None:
    assert jack_server.judge_library("libjack.so.0").verdict == "ok"
    assert "apt-get install jackd2" in jack_server.judge_library(None).fix


def test_a_server_that_does_not_answer_is_named() -> None:
    finding = jack_server.judge_server("stage", [])
    assert finding.verdict == "fail"
    assert "stage" in finding.found
    assert jack_server.judge_server("stage", [Device("jack", "stage", 0, 8, 8, 48_000)]).verdict == "ok"


def test_no_server_of_that_name_runs() -> None:
    assert jack_server.check_server("leaderbridge-no-such-server").verdict == "fail"


def test_a_pyo_without_jack_is_sent_to_portaudio() -> None:
    assert jack_server.judge_pyo(True).verdict == "ok"
    assert 'backend = "portaudio"' in jack_server.judge_pyo(False).fix


@pytest.mark.parametrize(
    ("running", "libraries", "paths", "verdict"),
    [
        (False, [], ["", ""], "ok"),
        (True, [], ["", ""], "warn"),
        (True, PIPEWIRE, ["", ""], "warn"),
        (True, PIPEWIRE, ["", str(PIPEWIRE[0].parent)], "ok"),
    ],
)
def test_under_pipewire_its_own_libjack_must_be_in_use(
    running: bool, libraries: list[Path], paths: list[str], verdict: str
) -> None:
    assert jack_server.judge_pipewire(running, libraries, paths).verdict == verdict


def test_real_time_that_is_permitted_is_fine() -> None:
    assert realtime.judge_scheduling(Permission(True, 0)).verdict == "ok"


def test_a_low_limit_is_mended_by_the_audio_group() -> None:
    finding = realtime.judge_scheduling(Permission(False, 0))
    assert finding.verdict == "warn"
    assert "usermod -aG audio" in finding.fix


def test_a_kernel_that_refuses_despite_the_limit_points_at_the_cgroup() -> None:
    assert "cgroup" in realtime.judge_scheduling(Permission(False, 95)).found


def test_looking_for_real_time_leaves_the_scheduler_as_it_was() -> None:
    import os

    before = os.sched_getscheduler(0)
    realtime.check_scheduling()
    assert os.sched_getscheduler(0) == before


@pytest.mark.parametrize(
    ("governors", "verdict"),
    [
        ([], None),
        (["performance"] * 4, "ok"),
        (["powersave", "performance"], "warn"),
        (["schedutil"], "warn"),
    ],
)
def test_a_governor_that_saves_power_is_a_warning(governors: list[str], verdict: str | None) -> None:
    finding = realtime.judge_governor(governors)
    assert (finding.verdict if finding else None) == verdict


@pytest.mark.parametrize(
    ("kinds", "needs", "there", "verdict"),
    [
        (["jack"], True, False, "ok"),
        (["virtual"], True, False, "fail"),
        (["jack", "port"], True, False, "fail"),
        (["virtual"], True, True, "ok"),
        (["virtual"], False, False, "ok"),
        ([], True, True, "warn"),
    ],
)
def test_ports_other_than_jacks_need_the_sequencer_on_linux(
    kinds: list[str], needs: bool, there: bool, verdict: str
) -> None:
    assert ports.judge_midi(kinds, needs, there).verdict == verdict


def test_an_osc_port_in_use_is_found() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        taken = ports.check_osc("127.0.0.1", port)
    assert taken.verdict == "fail"
    assert str(port) in taken.fix
    assert ports.check_osc("127.0.0.1", port).verdict == "ok"


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    assert ports.check_osc("192.0.2.1", 9700).verdict == "fail"


def test_a_device_is_found_by_part_of_its_name() -> None:
    names = ["MacBook Pro Microphone", "BlackHole 16ch"]
    assert portaudio.judge_devices("blackhole", names, mac=True).found == "BlackHole 16ch"


def test_a_device_that_is_not_there_is_answered_with_those_that_are() -> None:
    finding = portaudio.judge_devices("Scarlett", ["HDA Intel"], mac=False)
    assert finding.verdict == "fail"
    assert "HDA Intel" in finding.found


def test_on_a_mac_blackhole_is_what_is_missing() -> None:
    assert "brew install blackhole-16ch" in portaudio.judge_devices("BlackHole", ["Microphone"], mac=True).fix
    assert portaudio.judge_devices("", ["Microphone"], mac=True).verdict == "warn"


def test_no_input_at_all_is_a_failure() -> None:
    assert portaudio.judge_devices("", [], mac=False).verdict == "fail"


def test_where_jack_brings_the_sound_portaudio_is_no_matter() -> None:
    assert portaudio.check_devices("jack", "") is None


def test_macos_permission_is_named_on_macos_only() -> None:
    assert portaudio.judge_microphone(mac=False) is None
    finding = portaudio.judge_microphone(mac=True)
    assert finding is not None
    assert "Microphone" in finding.fix


def test_the_model_that_ships_keeps_its_contract() -> None:
    assert check_model(Config()).verdict == "ok"


def test_a_file_that_is_no_model_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "leader.onnx"
    file.write_bytes(b"not a model")
    finding = check_model(Config(leader=LeaderSettings(model=str(file))))
    assert finding.verdict == "fail"
    assert 'model = ""' in finding.fix


def test_a_broken_config_is_a_failure_and_the_other_checks_go_on(tmp_path: Path) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("[clock]\nslew = 50\n")
    finding, config = settings.check_config(file)
    assert finding.verdict == "fail"
    assert config == Config()


def test_no_config_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    finding, _ = settings.check_config(None)
    assert finding.verdict == "ok"
    assert not default_path().exists()
