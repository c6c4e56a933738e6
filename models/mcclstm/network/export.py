"""From a checkpoint to the .onnx that ships: one chunk at a time, checked against PyTorch."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from bridge.analysis.mel import Clip
from bridge.analysis.tags import CHANCES, CONTRACT, FRAMES, KEY, OUT, Contract, Tagger
from bridge.labels import STYLES
from models.mcclstm.data.collection import LENGTH, MEL
from models.mcclstm.network.architecture import ARCHITECTURES, SHIPPED
from models.mcclstm.network.net import Net, Step

OPSET = 17
TOLERANCE = 1e-4
"""Largest difference of a chance to PyTorch's."""
CHECKED = 64
"""Chunks compared, two minutes in a row."""
MANY = 1000
"""Weights of a tensor from which it is stored in half precision."""
STATES = ("h", "c")


def load_checkpoint(path: Path) -> Net:
    """The trained network of a checkpoint, its weights rounded to the half precision that the file keeps."""
    net = Net(ARCHITECTURES[SHIPPED], len(STYLES))
    net.load_state_dict(torch.load(path, weights_only=True)["net"])
    return rounded(net).eval()


def rounded(net: Net) -> Net:
    """The same network, its weights rounded to half precision."""
    for weights in net.parameters():
        if weights.numel() >= MANY:
            weights.data = weights.data.half().float()
    return net


def export(checkpoint: Path, out: Path, name: str, hop: int = MEL.hop) -> float:
    """Write the model; gives the largest difference to PyTorch over 64 chunks, and fails above 1e-4."""
    step = Step(load_checkpoint(checkpoint)).eval()
    write(step, out, Contract(name, datetime.date.today().isoformat(), STYLES, LENGTH, replace(MEL, hop=hop)))
    worst = difference(step, out)
    if worst > TOLERANCE:
        raise SystemExit(f"{out} differs from PyTorch by {worst:.2e}: it must not ship")
    return worst


def write(step: nn.Module, out: Path, contract: Contract) -> None:
    """Write a network as a model file of that contract."""
    blank = torch.zeros(1, 1, step.units)
    torch.onnx.export(
        step,
        (torch.zeros(1, LENGTH, MEL.bands), blank, blank),
        str(out),
        input_names=[FRAMES, *STATES],
        output_names=[CHANCES, *(state + OUT for state in STATES)],
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(str(out))
    _halve(model.graph)
    helper.set_model_props(model, {KEY: CONTRACT.dump_json(contract).decode()})
    model.producer_name = "leaderbridge"
    onnx.checker.check_model(model)
    onnx.save(model, str(out))


def _halve(graph: onnx.GraphProto) -> None:
    """Store the large tensors in half precision; they are widened as the file is loaded."""
    large = [t for t in graph.initializer if t.data_type == TensorProto.FLOAT and np.prod(t.dims) >= MANY]
    for tensor in large:
        name = tensor.name
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), name + "_half")
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
        graph.node.insert(0, helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT))


def difference(step: Step, path: Path, seed: int = 7) -> float:
    """The largest difference of a chance between the file and PyTorch over chunks of noise, in a row."""
    rng = np.random.default_rng(seed)
    tagger = Tagger(path, path.read_bytes())
    state, worst = tagger.blank, 0.0
    h = c = torch.zeros(1, 1, step.units)
    for _ in range(CHECKED):
        frames = rng.normal(-5.0, 1.5, (LENGTH, MEL.bands)).astype(np.float32)
        chances, state = tagger.say(Clip(0.0, 0.0, frames, frames[0]), state)
        with torch.no_grad():
            ours, h, c = step(torch.from_numpy(frames)[None], h, c)
        worst = max(worst, float(np.abs(ours[0].numpy() - chances).max()))
    return worst
