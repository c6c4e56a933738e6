"""What is listened to without JACK: a device, through an audio process, and the beats of a bridge's OSC."""

from __future__ import annotations

from functools import partial

import pytest

from bridge.audio.demo import DemoBand
from bridge.audio.manual import serve_manual
from bridge.doctor.listen_device import recorded
from bridge.doctor.osc_ear import BeatEar, answers
from bridge.errors import BridgeError


def test_a_device_is_listened_to_through_the_audio_process_of_run():
    heard = recorded(DemoBand(5, 1).names, 1.0, serve_manual, partial(DemoBand, 5, 1))
    assert [sound.bus for sound in heard.sounds] == list(DemoBand(5, 1).names)
    assert all(1.0 <= len(sound.samples) / heard.rate < 1.5 for sound in heard.sounds)
    assert any(sound.samples.any() for sound in heard.sounds)


def refusing(ring, conn):
    conn.send(("failed", "no such device: connect one"))


def crashing(ring, conn):
    raise SystemExit(1)


def test_a_device_that_cannot_be_opened_is_told_in_its_own_words():
    with pytest.raises(BridgeError, match="no such device"):
        recorded(("drums",), 1.0, refusing)
    with pytest.raises(BridgeError, match="does not answer"):
        recorded(("drums",), 1.0, crashing)


def test_where_no_bridge_listens_nobody_answers(udp_port):
    assert not answers("127.0.0.1", udp_port)
    assert not answers("no such host", udp_port)


def test_beats_that_come_by_osc_are_divided_into_clocks(udp_port):
    ear = BeatEar("127.0.0.1", udp_port)
    assert len(ear.clocks(0.0)) == 0
    ear._beats += [10.0, 10.5, 11.1]
    clocks = ear.clocks(host0=10.0)
    assert len(clocks) == 49
    assert clocks[[0, 12, 24, 48]] == pytest.approx([0.0, 0.25, 0.5, 1.1])
