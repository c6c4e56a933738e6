"""The contract of every output: it says that it is ready or, in one line, why not; it leaves when asked."""

import time
from dataclasses import replace

import pytest

from bridge.outputs.journal import JournalSettings
from bridge.outputs.process import REFUSED, Failed, Ready
from bridge.outputs.registry import OUTPUTS
from bridge.outputs.settings import HydrogenSettings, LinkSettings, LogSettings, MidiSettings, OscSettings
from tests.outputs.rig import Rig, beat, playing
from tests.outputs.test_journal_lines import ABOUT


def settings(kind, port, folder):
    own = {
        "osc": OscSettings(port=port, targets=()),
        "log": LogSettings(),
        "link": LinkSettings(mode="listen"),
        "hydrogen": HydrogenSettings(target=f"127.0.0.1:{port}"),
        "journal": JournalSettings(folder, ABOUT),
    }
    return own.get(kind) or MidiSettings(kind=kind, port="leaderbridge no such port")


@pytest.mark.parametrize("kind", OUTPUTS)
def test_an_output_is_ready_or_says_why_not_and_leaves_when_asked(kind, udp_port, tmp_path, monkeypatch):
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "leaderbridge-no-such-server")
    with Rig(kind, settings(kind, udp_port, tmp_path)) as rig:
        first = rig.until((Ready, Failed))
        assert first.name == kind
        if isinstance(first, Failed):
            assert "\n" not in first.message
            rig.process.join(10)
            assert rig.process.exitcode == REFUSED
            return
        rig.board.publish(beat(120, transport=playing()))
        time.sleep(0.7)
        assert rig.leave() == 0
        assert rig.block.read().sent > 0 or kind in ("osc", "link", "journal")


@pytest.mark.parametrize("kind", ["log", "osc"])
def test_an_output_without_its_board_is_refused(kind, udp_port, tmp_path):
    rig = Rig(kind, settings(kind, udp_port, tmp_path))
    with rig:
        rig.ready()
        rig.leave()
        rig.heard.clear()
        rig.wiring = replace(rig.wiring, board="leaderbridge-none")
        rig.spawn()
        assert "is gone" in rig.failed().message
