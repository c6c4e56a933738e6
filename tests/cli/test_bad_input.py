"""What a clumsy user gets from the console program: one line that says what to do, and nothing begun.

`Outcome.refusal` holds each of them to: exit code 2, one line on stderr and none on stdout, no process and no
shared memory left.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.program import run

pytestmark = pytest.mark.slow

RATE = 44_100


def beats(path: Path, seconds: float = 3.0, rate: int = RATE) -> Path:
    """A sound file: a tone that comes and goes twice a second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    t = np.arange(int(seconds * rate)) / rate
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 220 * t) * (t % 0.5 < 0.1), rate)
    return path


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """A folder of two good stems."""
    for name in ("bass", "drums"):
        beats(tmp_path / "song" / f"{name}.wav")
    return tmp_path / "song"


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """A folder for results that must not be there, or be empty, in the end."""
    yield tmp_path / "out"
    assert not list((tmp_path / "out").glob("*"))


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A UDP port that another program has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        yield int(sock.getsockname()[1])


def config(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "gig.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# Stems


def test_a_stem_that_is_not_there_is_named(tmp_path, out):
    said = run(tmp_path, "analyse", tmp_path / "drums.wav", "-o", out).refusal
    assert "drums.wav: there is no such file: give audio files" in said


def test_run_takes_no_folder_that_is_not_there(tmp_path):
    said = run(tmp_path, "run", "--stems", tmp_path / "song").refusal
    assert "there is no such file" in said


def test_an_empty_folder_holds_no_stems(tmp_path, out):
    (tmp_path / "song").mkdir()
    said = run(tmp_path, "analyse", tmp_path / "song", "-o", out).refusal
    assert "no WAV, FLAC, OGG or MP3 file in it: give the folder" in said


def test_text_that_calls_itself_wav_is_no_sound(tmp_path, song, out):
    (song / "notes.wav").write_text("verse, chorus, verse")
    said = run(tmp_path, "analyse", song, "-o", out).refusal
    assert "notes.wav: cannot be read as audio" in said
    assert "give WAV, FLAC, OGG or MP3 files" in said


def test_a_stem_that_may_not_be_read_is_named(tmp_path, song, out):
    (song / "bass.wav").chmod(0)
    said = run(tmp_path, "analyse", song, "-o", out).refusal
    assert "bass.wav: cannot be read" in said


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3"])
def test_a_stem_without_its_end_is_refused(kind, tmp_path, song, out):
    path = beats(song / f"keys.{kind}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    said = run(tmp_path, "analyse", song, "-o", out).refusal
    assert f"keys.{kind}: is cut off" in said
    assert "export or copy it again" in said


def test_a_stem_with_a_hole_in_it_leaves_no_half_results(tmp_path, song, out):
    path = beats(song / "keys.flac", 60.0)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = bytes(20_000)
    path.write_bytes(data)
    beats(song / "bass.wav", 60.0)
    beats(song / "drums.wav", 60.0)
    said = run(tmp_path, "analyse", song, "-o", out).refusal
    assert "keys.flac" in said
    assert "export or copy it again" in said


def test_stems_of_different_rates_are_refused_with_the_command_that_converts(tmp_path, song, out):
    beats(song / "keys.wav", rate=48_000)
    said = run(tmp_path, "analyse", song, "-o", out).refusal
    assert "keys.wav: 48000 Hz, but bass.wav has 44100 Hz" in said
    assert "ffmpeg -i keys.wav -ar 44100" in said


def test_stems_of_different_lengths_are_refused_with_the_option_that_fills_up(tmp_path, song, out):
    beats(song / "keys.wav", 5.0)
    said = run(tmp_path, "analyse", song, "-o", out).refusal
    assert "bass.wav: lasts 3.00 s, but keys.wav 5.00 s" in said
    assert "--pad" in said


def test_pad_fills_the_shorter_stems_up(tmp_path, song):
    beats(song / "keys.wav", 5.0)
    done = run(tmp_path, "analyse", song, "--pad", "-o", tmp_path / "report")
    assert (done.code, done.err) == (0, "")
    assert len((tmp_path / "report" / "tempo.csv").read_text().splitlines()) == pytest.approx(50, abs=2)


def test_seventeen_stems_are_too_many(tmp_path, out):
    for number in range(17):
        beats(tmp_path / "song" / f"bus{number}.wav", 1.0)
    said = run(tmp_path, "analyse", tmp_path / "song", "-o", out).refusal
    assert "17 stems are given: the bridge takes 1 to 16" in said


# Models


def record(number: int, value: int | bytes) -> bytes:
    """One field of a protobuf message (values and lengths below 128)."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    return bytes([number << 3 | 2, len(value)]) + value


def foreign_onnx() -> bytes:
    """A whole ONNX model (IR 8, opset 13) whose one node gives its input back: no leader model."""
    tensor = record(2, record(1, record(1, 1) + record(2, record(1, record(1, 1)))))
    node = record(1, b"x") + record(2, b"y") + record(4, b"Identity")
    ends = record(11, record(1, b"x") + tensor) + record(12, record(1, b"y") + tensor)
    return record(1, 8) + record(8, record(2, 13)) + record(7, record(1, node) + record(2, b"g") + ends)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not an ONNX model"),
        (bytes(range(256)) * 9, "not an ONNX model"),
        (foreign_onnx(), "says nothing about"),
    ],
    ids=["empty", "noise", "foreign"],
)
def test_a_file_that_is_no_leader_model_is_refused(content, why, tmp_path, song, out):
    (tmp_path / "my.onnx").write_bytes(content)
    file = config(tmp_path, f'[leader]\nmodel = "{tmp_path}/my.onnx"\n')
    said = run(tmp_path, "analyse", song, "-o", out, "-c", file).refusal
    assert "my.onnx: " in said
    assert why in said
    assert "leave [leader] model empty" in said


@pytest.mark.parametrize("place", ["nowhere.onnx", ""])
def test_a_model_that_is_not_there_or_a_folder_is_refused(place, tmp_path, song, out):
    file = config(tmp_path, f'[leader]\nmodel = "{tmp_path}/{place}"\n')
    said = run(tmp_path, "analyse", song, "-o", out, "-c", file).refusal
    assert "leave [leader] model empty" in said


def test_the_live_bridge_says_so_of_a_bad_model_and_goes_on(tmp_path, udp_port):
    text = f'midi = []\n[leader]\nmodel = "{tmp_path}/nowhere.onnx"\n[osc]\nport = {udp_port}\n'
    left = run(tmp_path, "demo", "--seconds", "3", "-o", tmp_path / "demo", "-c", config(tmp_path, text))
    assert (left.code, left.clean) == (0, True)
    assert "nowhere.onnx: No such file" in left.err
    assert "going on with the median of the buses' tempi" in left.err


# Ports


@pytest.mark.parametrize("command", [["run", "--stems", "SONG"], ["demo", "-o", "OUT"], ["test-clock"]])
def test_an_osc_port_in_use_is_told_with_the_key_to_change(command, tmp_path, song, out, busy_port):
    places = {"SONG": str(song), "OUT": str(out)}
    words = [places.get(word, word) for word in command]
    file = config(tmp_path, f"midi = []\n[osc]\nport = {busy_port}\n")
    said = run(tmp_path, *words, "-c", file).refusal
    assert f"port {busy_port} of '127.0.0.1' is used by another program" in said
    assert "[osc] host, port" in said


def test_the_monitor_names_its_own_option_for_a_port_in_use(tmp_path, busy_port):
    said = run(tmp_path, "monitor", "--port", str(busy_port)).refusal
    assert f"{busy_port} of '127.0.0.1' is used by another program; choose another in --host, --port" in said


@pytest.mark.parametrize(
    "host", ["no.such.host.invalid", "192.0.2.1", "ä" * 70], ids=["name", "number", "none"]
)
def test_an_address_that_is_not_this_machines_cannot_be_listened_on(host, tmp_path):
    assert "cannot be had" in run(tmp_path, "monitor", "--host", host).refusal


def test_an_empty_osc_host_does_not_open_the_bridge_to_the_network(tmp_path):
    file = config(tmp_path, '[osc]\nhost = ""\n')
    assert '[osc]: host = "" is not allowed' in run(tmp_path, "run", "-c", file).refusal


@pytest.mark.parametrize("target", ["no.such.host.invalid:9000", "a..b:9000"])
def test_an_osc_target_that_nobody_knows_is_refused(target, tmp_path, song, udp_port):
    file = config(tmp_path, f'midi = []\n[osc]\nport = {udp_port}\ntargets = ["{target}"]\n')
    said = run(tmp_path, "run", "--stems", song, "-c", file).refusal
    assert f"OSC target '{target}'" in said
    assert "correct it in [osc] targets" in said


def test_an_osc_target_without_a_port_is_refused(tmp_path):
    file = config(tmp_path, '[osc]\ntargets = ["localhost"]\n')
    assert "write host:port" in run(tmp_path, "run", "-c", file).refusal


def test_a_midi_port_that_is_not_there_is_told_without_the_chatter_of_alsa(tmp_path, song, udp_port):
    file = config(tmp_path, f'[[midi]]\nkind = "port"\nport = "TR-808"\n[osc]\nport = {udp_port}\n')
    assert "MIDI port 'TR-808'" in run(tmp_path, "run", "--stems", song, "-c", file).refusal


def test_a_sound_card_that_is_not_there_is_told_with_what_there_is(tmp_path, udp_port):
    audio = '[audio]\nbackend = "portaudio"\ndevice = "no such card"\n'
    file = config(tmp_path, f"midi = []\n{audio}[osc]\nport = {udp_port}\n")
    said = run(tmp_path, "run", "-c", file).refusal
    assert "there is no input device 'no such card'; there is:" in said
    assert "audio.device" in said


# The config


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[clock\n", "not valid TOML"),
        ("a = " + "[" * 5000, "not valid TOML"),
        ("[clock]\npriorbpm = 90\n", "[clock]: unknown key priorbpm; did you mean prior_bpm?"),
        ("[clok]\n", "unknown section clok; did you mean clock?"),
        ('[clock]\nprior_bpm = "fast"\n', '[clock]: prior_bpm = "fast" is not allowed; give a number'),
        ("[clock]\nslew = 99\n", "[clock]: slew = 99 is not allowed; give a number above 0 up to 20"),
        ('[[bus]]\nname = "a"\n[[bus]]\nname = "a"\n', '[[bus]] 1 and 2: have the same name = "a"'),
        ('[[bus]]\nname = "a"\n', "an ensemble has 2 to 16: add or remove [[bus]]"),
        (b"[clock]\n# \xff\xfe\n", "it is no UTF-8 text; save it as such"),
    ],
    ids=["syntax", "depth", "key", "section", "type", "range", "twins", "solo", "encoding"],
)
def test_a_mistake_in_the_config_is_told_with_file_and_place(text, said, tmp_path):
    file = config(tmp_path, text)
    refusal = run(tmp_path, "run", "-c", file).refusal
    assert str(file) in refusal
    assert said in refusal


def test_a_folder_is_no_config(tmp_path):
    assert "Is a directory; give another with --config" in run(tmp_path, "run", "-c", tmp_path).refusal


def test_a_config_that_may_not_be_read_is_told(tmp_path):
    file = config(tmp_path, "[clock]\n")
    file.chmod(0)
    assert "gig.toml' is not readable" in run(tmp_path, "run", "-c", file).refusal


def test_a_config_that_is_not_there_is_told_with_the_command_that_makes_it(tmp_path):
    assert "leaderbridge init --config" in run(tmp_path, "run", "-c", tmp_path / "gig.toml").refusal


# Where results go


def test_results_cannot_go_into_a_file(tmp_path, song):
    (tmp_path / "report").write_text("mine")
    said = run(tmp_path, "analyse", song, "-o", tmp_path / "report").refusal
    assert "report: cannot be made a folder" in said
    assert (tmp_path / "report").read_text() == "mine"


@pytest.mark.parametrize("pace", [["--fast"], ["-c", "CONFIG"]], ids=["fast", "live"])
def test_results_cannot_go_into_a_folder_that_is_only_to_be_read(pace, tmp_path, udp_port):
    file = config(tmp_path, f"midi = []\n[osc]\nport = {udp_port}\n")
    folder = tmp_path / "report"
    folder.mkdir(mode=0o555)
    words = [str(file) if word == "CONFIG" else word for word in pace]
    said = run(tmp_path, "demo", "-o", folder, *words).refusal
    assert "cannot be written (Permission denied); choose another folder" in said
    assert not list(folder.iterdir())


# Calls


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["rnu"], "No such command 'rnu'"),
        (["run", "--confg", "gig.toml"], "No such option: --confg"),
        (["analyse"], "Missing argument"),
        (["demo", "--seconds", "0"], "'--seconds'"),
        (["demo", "--seconds", "-1"], "'--seconds'"),
        (["demo", "--seconds", "nan"], "'--seconds'"),
        (["demo", "--fast", "--seconds", "inf"], "'--seconds'"),
        (["test-clock", "--bpm", "0"], "'--bpm'"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_told_with_where_help_is(call, said, tmp_path):
    refusal = run(tmp_path, *call).refusal
    assert said in refusal
    assert "--help tells more" in refusal


def test_the_program_called_alone_shows_its_commands(tmp_path):
    done = run(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "analyse" in done.out


def test_an_init_that_nobody_answers_writes_nothing(tmp_path):
    done = run(tmp_path, "init", "-c", tmp_path / "gig.toml")
    assert done.code == 2
    assert "no answer came and nothing was written" in done.err
    assert not (tmp_path / "gig.toml").exists()


def test_debug_adds_one_traceback(tmp_path, busy_port):
    file = config(tmp_path, f"midi = []\n[osc]\nport = {busy_port}\n")
    done = run(tmp_path, "test-clock", "-c", file, "--debug")
    assert done.code == 2
    assert done.err.count("Traceback") == 1
    assert done.err.splitlines()[-1].startswith("leaderbridge: OSC: UDP port")
