"""What each check makes of what it sees, also of what this machine never shows."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from bridge.analysis.settings import EarsSettings
from bridge.analysis.tags import Tagger
from bridge.audio.devices import Device
from bridge.audio.settings import AudioSettings, BusSettings, Rate
from bridge.config import Config, default_path
from bridge.dashboard.settings import DashboardSettings
from bridge.doctor import jack_graph, jack_server, portaudio, ports, python, realtime, settings
from bridge.doctor.finding import Finding
from bridge.doctor.jack_graph import Graph
from bridge.doctor.model import check_ears, check_model
from bridge.doctor.realtime import Permission
from bridge.leader.settings import LeaderSettings
from bridge.outputs.settings import MidiSettings, SyncSettings

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


@pytest.mark.parametrize(("kind", "check"), [(socket.SOCK_DGRAM, "OSC"), (socket.SOCK_STREAM, "page")])
def test_a_port_in_use_is_found_unless_the_bridge_itself_has_it(kind: socket.SocketKind, check: str) -> None:
    def finding(port: int, running: bool) -> Finding | None:
        page = DashboardSettings(mode="here", port=port)
        return {"OSC": ports.check_osc("127.0.0.1", port, running), "page": ports.check_page(page, running)}[
            check
        ]

    with socket.socket(socket.AF_INET, kind) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        if kind is socket.SOCK_STREAM:
            other.listen()
        taken, own = finding(port, running=False), finding(port, running=True)
    assert taken is not None
    assert own is not None
    assert taken.verdict == "fail"
    assert str(port) in taken.fix
    assert (own.verdict, own.found.endswith("the running bridge's")) == ("ok", True)
    free = finding(port, running=False)
    assert free is not None
    assert free.verdict == "ok"


def test_without_a_page_its_port_is_no_matter() -> None:
    assert ports.check_page(DashboardSettings(mode="off"), running=False) is None


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    assert ports.check_osc("192.0.2.1", 9700, running=False).verdict == "fail"


def test_a_midi_port_is_found_by_part_of_its_name_and_missed_with_those_that_are_there() -> None:
    there = ["Midi Through:0", "TR-8S:TR-8S MIDI 1 28:0"]
    found, missed = list(ports.judge_named(["tr-8", "Volca"], there))
    assert (found.verdict, found.found) == ("ok", there[1])
    assert missed.verdict == "fail"
    assert "TR-8S" in missed.found
    (none,) = ports.judge_named(["Volca"], [])
    assert "no MIDI output at all" in none.found


def test_a_midi_port_that_is_named_is_looked_for_here() -> None:
    (finding,) = ports.check_named([MidiSettings(kind="port", port="leaderbridge no such port")])
    assert finding.verdict == "fail"
    assert list(ports.check_named([MidiSettings(kind="jack", port="TR-8")])) == []


MICROPHONE = Device("portaudio", "MacBook Pro Microphone", 0, 1, 0, 48_000)
BLACKHOLE = Device("portaudio", "BlackHole 16ch", 1, 16, 16, 44_100)


def portaudio_findings(
    device: str, there: list[Device], mac: bool, channels: tuple[int, ...] = (), rate: Rate = 48_000
) -> dict[str, Finding]:
    audio = AudioSettings(backend="portaudio", device=device, rate=rate)
    buses = (BusSettings("drums"), BusSettings("bass", channels))
    return {finding.check: finding for finding in portaudio.judge_devices(audio, buses, there, mac)}


def test_a_device_is_found_by_part_of_its_name() -> None:
    found = portaudio_findings("blackhole", [MICROPHONE, BLACKHOLE], mac=True, rate=44_100)
    assert {finding.verdict for finding in found.values()} == {"ok"}
    assert found["PortAudio"].found == "BlackHole 16ch"


def test_a_device_that_is_not_there_is_answered_with_those_that_are() -> None:
    finding = portaudio_findings("Scarlett", [MICROPHONE], mac=False)["PortAudio"]
    assert finding.verdict == "fail"
    assert "MacBook Pro Microphone" in finding.found


def test_a_name_that_fits_several_devices_is_a_failure() -> None:
    twice = [BLACKHOLE, replace(BLACKHOLE, name="BlackHole 2ch")]
    assert "fits several" in portaudio_findings("BlackHole", twice, mac=True)["PortAudio"].found


def test_a_channel_that_the_device_has_not_is_named_with_its_bus() -> None:
    found = portaudio_findings("BlackHole", [BLACKHOLE], mac=True, channels=(17,))["channels"]
    assert found.verdict == "fail"
    assert "bus bass takes channel 17" in found.found
    assert "16" in found.fix
    assert portaudio_findings("BlackHole", [BLACKHOLE], mac=True)["channels"].verdict == "ok"


def test_a_device_at_another_rate_is_answered_with_the_rate_to_set() -> None:
    found = portaudio_findings("BlackHole", [BLACKHOLE], mac=True)["rate"]
    assert found.verdict == "warn"
    assert "rate = 44100" in found.fix


def test_on_a_mac_blackhole_is_what_is_missing() -> None:
    found = portaudio_findings("BlackHole", [MICROPHONE], mac=True)
    assert "brew install blackhole-16ch" in found["BlackHole"].fix
    assert found["PortAudio"].verdict == "fail"
    assert portaudio_findings("", [MICROPHONE], mac=True)["BlackHole"].verdict == "warn"
    assert "BlackHole" not in portaudio_findings("", [MICROPHONE], mac=False)


def test_no_input_at_all_is_a_failure() -> None:
    assert portaudio_findings("", [], mac=False)["PortAudio"].verdict == "fail"


def test_portaudio_is_looked_at_here() -> None:
    audio = AudioSettings(backend="portaudio", device="leaderbridge no such device")
    (finding,) = portaudio.check_devices(audio, (BusSettings("drums"),))
    assert finding.verdict == "fail"


GRAPH = Graph(48_000, True, ("system:midi_playback_1", "TR-8:in"), ("system:playback_1",))


def test_a_jack_without_real_time_is_told_how_to_get_it() -> None:
    assert jack_graph.judge_realtime(True).verdict == "ok"
    assert "--realtime" in jack_graph.judge_realtime(False).fix


@pytest.mark.parametrize(
    ("rate", "verdict"), [(44_100, "ok"), (96_000, "ok"), (22_050, "fail"), (192_000, "fail")]
)
def test_a_rate_that_the_bridge_was_not_made_for_is_a_failure(rate: int, verdict: str) -> None:
    finding = jack_graph.judge_rate(rate)
    assert finding.verdict == verdict
    assert str(rate) in finding.found


@pytest.mark.parametrize(
    ("output", "verdicts"),
    [
        (MidiSettings(kind="jack", port="tr-8"), ["ok"]),
        (MidiSettings(kind="jack", port="Volca"), ["warn"]),
        (MidiSettings(kind="jack"), []),
        (MidiSettings(kind="port", port="Volca"), []),
        (SyncSettings(port="playback"), ["ok"]),
        (SyncSettings(port="TR-8"), ["warn"]),
    ],
)
def test_a_port_that_jack_has_not_got_is_named(
    output: MidiSettings | SyncSettings, verdicts: list[str]
) -> None:
    assert [finding.verdict for finding in jack_graph.judge_wanted(output, GRAPH)] == verdicts


def test_a_clock_that_nobody_is_connected_to_is_named_with_the_command_that_connects_it() -> None:
    connected, lonely = jack_graph.judge_receivers({"clock": ("TR-8:in",), "clock_2": ()})
    assert (connected.verdict, connected.found) == ("ok", "TR-8:in")
    assert lonely.verdict == "warn"
    assert "jack_connect leaderbridge-clock:clock_2" in lonely.fix


def test_while_no_bridge_runs_nobody_can_say_who_is_connected() -> None:
    assert [finding.verdict for finding in jack_graph.judge_receivers({})] == ["unknown"]


def test_the_model_that_ships_keeps_its_contract() -> None:
    assert check_model(Config()).verdict == "ok"


def test_a_file_that_is_no_model_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "leader.onnx"
    file.write_bytes(b"not a model")
    finding = check_model(Config(leader=LeaderSettings(model=str(file))))
    assert finding.verdict == "fail"
    assert 'model = ""' in finding.fix


def test_the_networks_of_the_ears_keep_their_contracts() -> None:
    assert (check_ears(Config()).verdict, check_ears(Config()).found) == ("ok", "activity, style")


def test_an_ear_whose_network_is_damaged_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "activity.onnx").write_bytes(b"not a model")
    monkeypatch.setattr("bridge.analysis.tags.find", lambda kind, name: tmp_path / name)
    Tagger.shipped.cache_clear()
    try:
        finding = check_ears(Config(ears=EarsSettings(style=False)))
    finally:
        Tagger.shipped.cache_clear()
    assert finding.verdict == "fail"
    assert "pip install --force-reinstall" in finding.fix


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
