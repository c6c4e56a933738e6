"""Who is sent OSC, and for how long."""

import pytest

from bridge.errors import BridgeError, CommandError
from bridge.outputs.subscribers import LAPSE, MOST, Subscribers, target_address

MAX = ("127.0.0.1", 54321)


class Clock:
    t = 100.0

    def __call__(self):
        return self.t


def test_targets_are_always_sent_to():
    assert Subscribers(("127.0.0.1:9701",)).addresses() == (("127.0.0.1", 9701),)


def test_a_subscription_lapses_unless_said_again():
    clock = Clock()
    subscribers = Subscribers((), clock)
    subscribers.subscribe(MAX, 7400)
    clock.t += LAPSE - 1
    subscribers.subscribe(MAX, 7400)
    clock.t += LAPSE - 1
    assert subscribers.addresses() == (("127.0.0.1", 7400),)
    clock.t += 2
    assert subscribers.addresses() == ()


def test_who_is_both_target_and_subscriber_is_sent_to_once():
    subscribers = Subscribers(("127.0.0.1:7400",))
    subscribers.subscribe(MAX, 7400)
    assert subscribers.addresses() == (("127.0.0.1", 7400),)


def test_answers_go_to_the_port_that_was_said():
    subscribers = Subscribers(())
    assert subscribers.reply_to(MAX) == MAX
    subscribers.subscribe(MAX, 7400)
    assert subscribers.reply_to(MAX) == ("127.0.0.1", 7400)


@pytest.mark.parametrize("ports", [(7400,), ()])
def test_who_unsubscribes_is_sent_nothing(ports):
    subscribers = Subscribers(())
    subscribers.subscribe(MAX, 7400)
    subscribers.unsubscribe(MAX, *ports)
    assert subscribers.addresses() == ()


def test_there_is_an_end_to_subscribers():
    subscribers = Subscribers(())
    for port in range(MOST):
        subscribers.subscribe(MAX, 10_000 + port)
    subscribers.subscribe(MAX, 10_000)
    with pytest.raises(CommandError, match="no more"):
        subscribers.subscribe(MAX, 9)


@pytest.mark.parametrize("target", ["", "9701", "localhost", "localhost:", "h:0", "h:osc", "h:70000"])
def test_what_is_no_target_is_a_line_for_people(target):
    with pytest.raises(BridgeError, match="not host:port"):
        target_address(target)


def test_names_are_resolved():
    assert target_address("localhost:9701") == ("127.0.0.1", 9701)
