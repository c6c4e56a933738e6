"""Tiny networks that keep the contract of `bridge.analysis.tags`, made here and now."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bridge.analysis.mel import Mel
from bridge.analysis.tags import CONTRACT, KEY, Contract, Tagger

MEL = Mel(8)
LENGTH = 5
LABELS = ("low", "high")


def contract(**other: object) -> Contract:
    return Contract(
        **({"name": "tiny", "trained": "today", "labels": LABELS, "length": LENGTH, "mel": MEL} | other)
    )


def which_half() -> Tagger:
    """Says ``low`` or ``high``, after which half of the bands is louder: a chance of nearly 1."""
    weights = np.zeros((8, 2), np.float32)
    weights[:4, 0] = weights[4:, 1] = 8.0
    nodes = [
        helper.make_node("ReduceMean", ["frames"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("MatMul", ["mean", "weights"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["chances"], axis=1),
    ]
    return tagger(nodes, [numpy_helper.from_array(weights, "weights")])


def counter() -> Tagger:
    """Remembers how many clips it was shown: the chance of ``low`` is a tenth of that."""
    one, half = np.ones((1, 1), np.float32), np.array([[0.1, 0.0]], np.float32)
    nodes = [
        helper.make_node("Add", ["count", "one"], ["count_out"]),
        helper.make_node("MatMul", ["count_out", "tenth"], ["chances"]),
    ]
    inits = [numpy_helper.from_array(one, "one"), numpy_helper.from_array(half, "tenth")]
    return tagger(nodes, inits, state=[1, 1])


def tagger(nodes: list, inits: list, state: list[int] | None = None, said: dict | None = None) -> Tagger:
    return Tagger(Path("tiny.onnx"), model(nodes, inits, state, said))


def model(nodes: list, inits: list, state: list[int] | None = None, said: dict | None = None) -> bytes:
    def tensor(name: str, shape: list) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    inputs, outputs = [tensor("frames", ["B", LENGTH, 8])], [tensor("chances", ["B", 2])]
    if state:
        inputs, outputs = [*inputs, tensor("count", state)], [*outputs, tensor("count_out", state)]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, inits)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=9)
    told = {KEY: CONTRACT.dump_json(contract()).decode()} if said is None else said
    helper.set_model_props(made, told)
    return made.SerializeToString()
