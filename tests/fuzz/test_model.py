"""Model files: whatever the bytes, a model, whose verdicts are sane or passed over, or one line."""

from __future__ import annotations

import functools
import json
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import pytest
from hypothesis import strategies as st

from bridge.assets import find
from bridge.leader import Leader
from bridge.leader.contract import FIXED, FREE, PREFIX
from bridge.leader.network import Network
from bridge.types import TICK, Bus
from tests.fuzz.mutants import mutants
from tests.fuzz.victim import Outcome, Victim
from tests.leader.conftest import BUSES, played

TICKS = 4
ONSETS = played(BUSES, 0.1, TICKS * TICK)


@functools.cache
def shipped() -> bytes:
    return find("models", "leader.onnx").read_bytes()


@functools.cache
def skeleton() -> bytes:
    """The shipped model without its weights: what is left is structure, so that each change meets some."""
    model = onnx.load_from_string(shipped())
    for tensor in model.graph.initializer:
        if tensor.raw_data and len(tensor.raw_data) > 64:
            tensor.raw_data = bytes(len(tensor.raw_data))
    return model.SerializeToString()


def lead(data: bytes) -> None:
    """Some ticks of a leader with that model, loaded right here: its choices are choices."""
    logging.disable()
    leader = Leader(tuple(map(Bus, BUSES)), model=Network.of("leader.onnx", data))
    leader.hear(ONSETS)
    for tick in range(1, TICKS + 1):
        choice = leader.tick(tick * TICK)
        assert math.isfinite(choice.bpm)
        assert all(math.isfinite(share) for share in (*choice.shares.values(), choice.leader_confidence))


def load(data: bytes) -> None:
    """As the bridge does it, which tries the file in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "leader.onnx")
        path.write_bytes(data)
        Network.load(path)


@dataclass(frozen=True)
class Model:
    """A target: what ends or holds up a process that loads it right there is refused by the bridge."""

    right_here: Victim
    bridge: Victim

    def take(self, data: bytes) -> Outcome:
        outcome = self.right_here.take(data)
        return self.bridge.take(data) if outcome.fatal else outcome

    @property
    def memory(self) -> int:
        return self.right_here.memory


@pytest.fixture
def model() -> Iterator[Model]:
    with Victim(lead) as right_here, Victim(load) as bridge:
        yield Model(right_here, bridge)


def changed(change: tuple[int, str, float]) -> bytes:
    """The shipped model with one thing changed."""
    place, way, value = change
    model = onnx.load_from_string(shipped())
    CHANGES[way](model, place, value)
    return model.SerializeToString()


def _weights(model: onnx.ModelProto, place: int, value: object) -> None:
    """Some weights are that number: NaN, infinite, huge."""
    tensors = [t for t in model.graph.initializer if t.data_type == onnx.TensorProto.FLOAT and t.raw_data]
    tensor = tensors[place % len(tensors)]
    at = 4 * (place % (len(tensor.raw_data) // 4))
    number = onnx.helper.make_tensor("", 1, [1], [float(value)]).float_data
    packed = onnx.numpy_helper.from_array(onnx.numpy_helper.np.float32(number)).raw_data
    tensor.raw_data = tensor.raw_data[:at] + packed + tensor.raw_data[at + 4 :]


def _declared(model: onnx.ModelProto, place: int, value: object) -> None:
    """A tensor says that it is as large as that."""
    tensor = model.graph.initializer[place % len(model.graph.initializer)]
    tensor.dims[:] = [max(-(2**62), min(2**62, int(value))), *tensor.dims[1:]]


def _shape(model: onnx.ModelProto, place: int, value: object) -> None:
    """An input or output has that size."""
    sides = [*model.graph.input, *model.graph.output]
    dims = sides[place % len(sides)].type.tensor_type.shape.dim
    if dims:
        dims[place % len(dims)].dim_value = max(-(2**62), min(2**62, int(value)))


def _node(model: onnx.ModelProto, place: int, value: object) -> None:
    """A step does something else, or nothing."""
    node = model.graph.node[place % len(model.graph.node)]
    if int(value) % 3 == 0:
        model.graph.node.remove(node)
    else:
        node.op_type = ("Loop", "Identity", "Expand", "Tile", "Reshape", "NoSuchThing")[int(value) % 6]


CHANGES = {"weights": _weights, "declared": _declared, "shape": _shape, "node": _node}
NUMBERS = st.sampled_from([0, 1, -1, 2, 3, 5, 1e30, 2**31, 2**40, 2**62]) | st.integers(-9, 9)
NOT_NUMBERS = st.sampled_from([math.nan, math.inf, -math.inf, 3e38])


def told(key: str, value: str) -> bytes:
    """The shipped model, which says that of itself."""
    model = onnx.load_from_string(shipped())
    for fact in model.metadata_props:
        if fact.key == key:
            fact.value = value
    return model.SerializeToString()


def _facts() -> st.SearchStrategy[bytes]:
    said = {fact.key: fact.value for fact in onnx.load_from_string(shipped()).metadata_props}
    keys = st.sampled_from([PREFIX + key for key in (*FIXED, *FREE)])
    json_values = st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    ).map(json.dumps)
    return keys.flatmap(
        lambda key: st.tuples(
            st.just(key),
            json_values | mutants([said[key].encode()]).map(lambda data: data.decode(errors="replace")),
        )
    ).map(lambda fact: told(*fact))


def test_model_files(fuzz, model):
    fuzz(mutants([skeleton(), shipped()]), model, share=0.5)


def test_models_with_one_thing_changed(fuzz, model):
    place = st.integers(0, 2**32)
    structure = st.tuples(place, st.sampled_from(["declared", "shape", "node"]), NUMBERS)
    weights = st.tuples(place, st.just("weights"), NOT_NUMBERS | st.floats(width=32))
    fuzz((structure | weights).map(changed), model, share=0.25)


def test_model_metadata(fuzz, model):
    fuzz(_facts(), model, share=0.25)
