"""What the analysis posts is what every output reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.outputs.board import NOTHING, OUTPUTS_MAX, Board
from bridge.types import Beat, State, Timeline, Transport

finite = st.floats(-1e9, 1e9)
transports = st.builds(
    Transport,
    ticking=st.booleans(),
    playing=st.booleans(),
    action=st.sampled_from(["none", "start", "continue", "stop"]),
    serial=st.integers(0, 2**40),
    at_beat=finite,
    position=st.integers(-1, 16383),
    rewind=st.booleans(),
    downbeat=st.integers(-(10**6), 10**9),
    bar0=st.integers(-(10**6), 10**9),
    meter=st.tuples(st.integers(1, 15), st.sampled_from([1, 2, 4, 8, 16])),
)
timelines = st.builds(Timeline, st.floats(20, 400), finite, finite)
beats = st.builds(
    Beat,
    finite,
    st.sampled_from(State),
    st.floats(0, 400),
    st.floats(0, 1),
    st.none() | timelines,
    transports,
)


@pytest.fixture(scope="module")
def board():
    board = Board.create()
    yield board
    board.unlink()


@given(beats, st.lists(st.floats(-200, 200), max_size=OUTPUTS_MAX).map(tuple))
def test_whatever_is_posted_is_read_bit_for_bit(board, beat, offsets):
    board.publish(beat, offsets)
    posting = board.read()
    assert posting.beat == beat
    assert posting.offsets_ms == offsets


def test_an_empty_board_says_that_nothing_is_known():
    board = Board.create()
    assert board.read().beat == NOTHING
    board.unlink()


def test_an_offset_moves_the_timeline_of_its_own_output_only(board):
    board.publish(Beat(0, State.MANUAL, 60, 1, Timeline(60, 0, 10), Transport()), (0.0, 50.0))
    posting = board.read()
    assert posting.timeline(0, 7.0).t0 == 10
    assert posting.timeline(1, 7.0).t0 == pytest.approx(10.05)
    assert posting.timeline(2, -7.0).t0 == pytest.approx(9.993)


def test_more_outputs_than_there_is_room_for_are_a_defect(board):
    with pytest.raises(ValueError, match="room"):
        board.publish(NOTHING, (0.0,) * (OUTPUTS_MAX + 1))


def test_while_nothing_is_posted_the_same_posting_is_read(board):
    assert board.read() is board.read()
