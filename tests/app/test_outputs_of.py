"""The config's ways out."""

import pytest

from bridge.app.live import outputs_of
from bridge.config import Config
from bridge.errors import BridgeError
from bridge.outputs.settings import MidiSettings, SyncSettings


def test_each_way_out_has_a_name_of_its_own_and_jacks_are_told_apart():
    config = Config(midi=(MidiSettings(kind="jack"),) * 2, sync=(SyncSettings(), SyncSettings(kind="pulse")))
    found = {output.name: output.on_jack for output in outputs_of(config)}
    assert found == {"osc": False, "jack": True, "jack_2": True, "click": True, "pulse": True}


def test_more_outputs_than_there_is_room_for_are_refused():
    with pytest.raises(BridgeError, match="21 outputs are set"):
        outputs_of(Config(midi=(), sync=(SyncSettings(),) * 20))
