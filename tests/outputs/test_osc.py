"""The OSC process, heard and spoken to over real UDP."""

import random
import socket
import time

import numpy as np
import pytest

from bridge.outputs.asked import Refused
from bridge.outputs.protocol import OUT
from bridge.outputs.settings import OscSettings
from bridge.types import Beat, Choice, Command, Reading, State, Step, Transport
from tests.outputs.osc_ear import Ear
from tests.outputs.rig import Rig, beat, playing

pytestmark = pytest.mark.e2e

BUSES = ("drums", "bass")


@pytest.fixture
def osc(udp_port):
    with Rig("osc", OscSettings(port=udp_port, targets=()), BUSES) as rig, Ear(udp_port) as ear:
        rig.ready()
        yield rig, ear


def step(leader="drums", *readings, t=1.0):
    shares = {"drums": 0.7, "bass": 0.2}
    choice = Choice(t, leader, 120.0, 0.9, 0.8, shares, 0.1)
    return Step(t, readings, choice, beat())


def test_a_subscriber_is_told_the_whole_state_at_once(osc):
    _, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    ear.until("/bridge/buses")
    told = {address: args for _, address, args in ear.heard}
    state = {row.address for row in OUT.values() if row.state}
    assert state <= set(told)
    assert told["/bridge/buses"] == list(BUSES)
    assert told["/bridge/leader"] == ["none", -1, 0.0]
    assert told["/bridge/state"] == ["waiting"]


def test_what_changes_is_said(osc):
    rig, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    ear.until("/bridge/buses")
    rig.board.publish(beat(133.25, transport=playing()))
    assert ear.until("/bridge/tempo", accept=lambda a: a[0] > 0) == [133.25]
    assert ear.until("/bridge/state", accept=lambda a: a != ["waiting"]) == ["following"]
    assert ("/bridge/transport", ["playing"]) in [(a, v) for _, a, v in ear.heard]
    assert ear.until("/bridge/ping")[0] >= 0


def test_beats_are_said_on_the_beat_and_counted(osc):
    rig, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    posted = beat(240, transport=playing(at_beat=0), beat0=-2)
    rig.board.publish(posted)
    ear.listen(3.2)
    beats = ear.all("/bridge/beat")
    assert len(beats) >= 8
    line = posted.timeline
    numbers = [round(line.beat_at(t)) for t, _ in beats]
    assert np.all(np.diff(numbers) == 1)
    assert [args[:2] for _, args in beats] == [[n % 4 + 1, n // 4 + 1] for n in numbers]
    late = np.array([t - line.time_at(n) for (t, _), n in zip(beats, numbers, strict=True)])
    assert late.min() > -1e-3
    assert np.median(late) < 0.01
    following = [args[1] for _, args in ear.all("/bridge/next")]
    assert following == [args[0] % 4 + 1 for _, args in beats]
    phases = np.array([args for _, args in ear.all("/bridge/phase")])
    assert np.all((phases[:, 0] >= 0) & (phases[:, 0] < 1))
    assert len(phases) > 100


def late(beats, wanted, bpm=200):
    """Seconds between beats and where they should be, without a sign; a whole beat counts for none."""
    return np.abs((np.asarray(beats) - np.asarray(wanted) + 0.5) % 1 - 0.5) * 60 / bpm


@pytest.mark.parametrize("ms", [-200.0, 0.0, 200.0])
def test_beat_next_and_phase_keep_to_the_timeline_moved_by_the_offset(osc, ms):
    rig, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    ear.until("/bridge/buses")
    posted = beat(200, beat0=-4)
    rig.board.publish(posted, (ms,))
    ear.until("/bridge/beat")
    ear.forget()
    ear.listen(3.0)
    line = posted.timeline.moved(ms / 1000)
    beats = [line.beat_at(t) for t, _ in ear.all("/bridge/beat")]
    assert np.median(late(beats, np.round(beats))) < 0.005
    told = [line.beat_at(t + args[0] / 1000) for t, args in ear.all("/bridge/next")]
    assert np.median(late(told, np.round(told))) < 0.005
    phases = [(line.beat_at(t) % 1.0, args[0]) for t, args in ear.all("/bridge/phase")]
    assert np.median(late(*zip(*phases, strict=True))) < 0.005


def test_an_offset_moves_the_beat_at_run_time(osc):
    rig, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    posted = beat(200, beat0=-4)
    for ms in (0.0, 90.0, -60.0):
        rig.board.publish(posted, (ms,))
        ear.listen(0.4)  # the beat that was under way
        ear.forget()
        ear.listen(1.5)
        beats = [posted.timeline.moved(ms / 1000).beat_at(t) for t, _ in ear.all("/bridge/beat")]
        assert len(beats) >= 4
        assert np.median(late(beats, np.round(beats))) < 0.005


def test_an_onset_is_said_at_once_and_values_20_a_second(osc):
    rig, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    ear.until("/bridge/buses")
    rig.steps.send(
        step(
            "drums",
            Reading("drums", "onset", 0.9, 1.0, 0.5),
            Reading("bass", "level", 1.0, 1.0, -12.5),
            Reading("bass", "beat", 1.0, 1.0, 120.0),
        )
    )
    assert ear.until("/bridge/bus/drums/onset") == [0.5]
    assert ear.until("/bridge/bus/bass/level") == [-12.5]
    ear.listen(0.3)
    assert len(ear.all("/bridge/bus/bass/level")) == 1, "a dead analysis says nothing"
    assert not ear.all("/bridge/bus/bass/beat")


def test_a_handover_names_both(osc):
    rig, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    ear.until("/bridge/buses")
    rig.steps.send(step("drums"))
    assert ear.until("/bridge/handover") == ["none", "drums"]
    rig.steps.send(step("bass"))
    assert ear.until("/bridge/handover") == ["drums", "bass"]
    assert ear.until("/bridge/leader", accept=lambda a: a[0] == "bass")[1] == 1


def test_commands_reach_the_analysis_and_its_refusal_comes_back(osc):
    rig, ear = osc
    ear.say("/bridge/lead", "oboe")
    asked = rig.commands.receive(5.0)
    assert (asked.command, asked.by) == (Command("lead", ("oboe",)), ("127.0.0.1", ear.port))
    assert asked.at == pytest.approx(time.monotonic(), abs=10.0)
    rig.steps.send(Refused("lead: no bus 'oboe'", asked.by))
    assert ear.until("/bridge/error") == ["lead: no bus 'oboe'"]


def test_errors_go_to_the_port_that_was_subscribed(osc, udp_port):
    _, ear = osc
    with Ear(udp_port) as other:
        other.say("/bridge/subscribe", ear.port)
        other.say("/bridge/nowhere")
    assert "no such address" in ear.until("/bridge/error")[0]


def test_the_song_and_its_rail_are_part_of_the_state(osc):
    rig, ear = osc
    rig.board.publish(Beat(1.0, State.HOLDING, 130.0, 0.5, None, Transport(), "Déjà vu", True))
    ear.say("/bridge/subscribe", ear.port)
    assert ear.until("/bridge/song", accept=lambda args: args[0]) == ["D?j? vu"]
    assert ear.until("/bridge/rail", accept=lambda args: args[0] == "off") == ["off"]


def test_a_query_is_answered_without_a_subscription(osc):
    _, ear = osc
    ear.say("/bridge/query")
    assert ear.until("/bridge/buses") == list(BUSES)
    ear.forget()
    ear.listen(1.2)
    assert ear.heard == []


def test_who_unsubscribes_hears_no_more(osc):
    _, ear = osc
    ear.say("/bridge/subscribe", ear.port)
    ear.until("/bridge/ping")
    ear.say("/bridge/unsubscribe", ear.port)
    ear.listen(0.3)
    ear.forget()
    ear.listen(1.2)
    assert ear.heard == []


def test_its_own_words_are_not_answered(osc):
    """Two bridges that are each other's targets would answer each other's errors without end."""
    _, ear = osc
    ear.say("/bridge/error", "no such address")
    ear.say("/bridge/tempo", 120.0)
    ear.listen(0.3)
    assert ear.heard == []


def test_nonsense_is_answered_or_passed_over_but_never_kills(osc):
    rig, ear = osc
    rng = random.Random(1)
    for seed in (b"", b"/", b"#bundle\0", b"/bridge/tap\0\0\0\0,i\0\0", b"/bridge/[\0\0\0,\0\0\0"):
        for _ in range(60):
            ear.throw(seed + rng.randbytes(rng.randrange(40)))
            ear.listen(0.001)
    ear.say("/bridge/*")
    ear.throw(b"#bundle\0" + b"\0" * 7 + b"\x01" + (b"\0\0\0\x14#bundle\0" + b"\0" * 8) * 20)
    ear.say("/bridge/query")
    assert ear.until("/bridge/buses") == list(BUSES)
    assert rig.process.is_alive()


def test_a_message_with_a_future_time_tag_is_not_withheld(osc):
    _, ear = osc
    query = b"/bridge/query\0\0\0,\0\0\0"
    ear.throw(b"#bundle\0" + b"\xff" * 8 + len(query).to_bytes(4, "big") + query)
    assert ear.until("/bridge/buses", 3.0) == list(BUSES)


def test_a_busy_port_is_a_line_for_people(udp_port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", udp_port))
        with Rig("osc", OscSettings(port=udp_port)) as rig:
            failed = rig.failed()
            rig.process.join(5)
            assert rig.process.exitcode == 2
    assert str(udp_port) in failed.message
    assert not failed.again


def test_a_target_is_sent_to_without_asking(udp_port):
    with Ear(udp_port) as ear:
        targets = (f"127.0.0.1:{ear.port}", "127.0.0.1:9")
        with Rig("osc", OscSettings(port=udp_port, targets=targets), BUSES) as rig:
            assert ear.until("/bridge/ping", 20.0) == [0]
            time.sleep(0.6)
            assert rig.block.read().clients == 2
            assert rig.leave() == 0
