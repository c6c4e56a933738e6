"""Only this computer's addresses, only our own page, only the right token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.dashboard.guard import Guard

GUARD = Guard("secret", frozenset({"stage", "stage.local"}))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:9702",
        "localhost:9702",
        "LOCALHOST",
        "192.168.1.20:9702",
        "[::1]:9702",
        "stage.local:9702",
        "stage.",
    ],
)
def test_addresses_and_names_of_this_computer_are_known(host):
    assert GUARD.knows_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:9702",
        "127.0.0.1.evil.example:9702",
        "localhost.evil.example",
        "[::1",
        "a b",
        ":9702",
    ],
)
def test_names_that_others_can_let_point_here_are_not(host):
    assert not GUARD.knows_host(host)


@given(st.from_regex(r"[a-z]{1,10}(\.[a-z]{1,10}){1,3}(:[0-9]{1,5})?", fullmatch=True))
def test_no_domain_is_known(host):
    assert not Guard().knows_host(host) or host.split(":")[0] == "localhost"


@given(st.text())
def test_any_host_is_answered(host):
    assert GUARD.knows_host(host) in (True, False)


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "http://127.0.0.1:8000", "http://127.0.0.1:97020"]
)
def test_a_socket_is_opened_by_our_own_page_alone(origin):
    assert not GUARD.is_ours(origin, "127.0.0.1:9702")
    assert GUARD.is_ours("http://127.0.0.1:9702", "127.0.0.1:9702")


def test_nothing_is_our_page_where_there_is_no_host():
    assert not GUARD.is_ours("http://", "")


@pytest.mark.parametrize("token", ["", "Secret", "secre", "secrets", "sécret"])
def test_a_wrong_token_is_refused(token):
    assert not GUARD.accepts(token)


def test_the_right_token_is_taken_and_without_one_none_is_needed():
    assert GUARD.accepts("secret")
    assert Guard().accepts("")
