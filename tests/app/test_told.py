"""What a process meets reaches the log of the one that looks after it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from bridge.app.child import SPAWN, AudioChild, Child
from bridge.app.family import Family
from bridge.app.live import told
from bridge.app.log import logged
from bridge.audio.process import manners
from bridge.outputs.mailbox import mailbox
from bridge.outputs.process import Failed, Ready, Wiring, run
from tests.jack import wait_for


def broken(*_: object) -> None:
    raise ZeroDivisionError("in the middle of the song")


def broken_audio(conn) -> None:
    with manners(conn):
        broken()


def test_a_mistake_in_a_process_is_in_the_log_with_its_traceback(tmp_path: Path) -> None:
    out, news = mailbox()
    child = Child("osc", run, (broken, None, Wiring("osc", "", "", out)))
    child.start()
    wait_for(lambda: child.exitcode is not None, 30)
    with logged(tmp_path / "x.log"):
        list(told(SimpleNamespace(news=news, audio=None, family=Family())))
    said = (tmp_path / "x.log").read_text()
    assert "ERROR the osc process: Traceback" in said
    assert "in the middle of the song" in said


def test_a_mistake_in_the_audio_process_too(tmp_path: Path) -> None:
    audio = AudioChild(broken_audio, ())
    audio.start()
    wait_for(lambda: audio.exitcode is not None, 30)
    _, news = mailbox()
    with logged(tmp_path / "x.log"):
        list(told(SimpleNamespace(news=news, audio=audio, family=Family())))
    assert "ERROR the audio process: Traceback" in (tmp_path / "x.log").read_text()
    assert SPAWN.active_children() == []


def test_what_has_gone_and_is_back_is_said_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, news = mailbox()
    out.send(Failed("port", "MIDI port 'TR-8' has gone"))
    out.send(Ready("port", "MIDI port 'TR-8'"))
    with logged(tmp_path / "x.log"):
        list(told(SimpleNamespace(news=news, audio=None, family=Family())))
    words = ("MIDI port 'TR-8' has gone", "MIDI port 'TR-8' is back")
    assert capsys.readouterr().err == "".join(f"leaderbridge: {line}\n" for line in words)
    assert all(f"WARNING {line}\n" in (tmp_path / "x.log").read_text() for line in words)
