from bridge.clock.transport import LEAD, TransportControl
from bridge.types import Timeline

LINE = Timeline(120.0, 0.0, 0.0)


def test_the_first_start_takes_the_next_beat_as_bar_one():
    control = TransportControl((4, 4))
    control.start(LINE, 1.9)
    assert control.now.at_beat == 5.0
    assert control.now.bar_and_beat(5) == (1, 1)


def test_a_start_leaves_the_outputs_time_to_hear_of_it():
    control = TransportControl((4, 4))
    control.start(LINE, 1.99)
    assert LINE.time_at(control.now.at_beat) - 1.99 >= LEAD


def test_a_second_start_waits_for_the_bar():
    control = TransportControl((4, 4))
    control.start(LINE, 0.0)
    control.stop()
    control.start(LINE, 2.2)
    assert (control.now.at_beat - 1) % 4 == 0


def test_each_action_has_its_own_serial():
    control = TransportControl((4, 4))
    serials = []
    for act in (lambda: control.start(LINE, 0.0), control.stop, lambda: control.go_on(LINE, 3.0)):
        act()
        serials.append(control.now.serial)
    assert serials == [1, 2, 3]


def test_stopping_what_is_stopped_says_nothing():
    control = TransportControl((4, 4))
    control.stop()
    assert control.now.serial == 0


def test_continue_carries_the_song_position_of_its_bar():
    control = TransportControl((4, 4))
    control.start(LINE, 0.0)
    control.stop()
    control.go_on(LINE, 4.1)
    bar, beat = control.now.bar_and_beat(int(control.now.at_beat))
    assert (beat, control.now.position) == (1, (bar - 1) * 16)


def test_one_makes_the_nearest_beat_a_downbeat():
    control = TransportControl((4, 4))
    control.start(LINE, 0.0)
    control.one(LINE, 3.04)
    assert control.now.bar_and_beat(6)[1] == 1


def test_a_receiver_that_runs_is_never_left_without_clocks():
    control = TransportControl((4, 4))
    control.start(LINE, 0.0)
    control.tick(False)
    assert control.now.ticking
