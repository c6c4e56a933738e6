"""From a checkpoint to the .onnx that ships, checked against PyTorch tick by tick."""

from __future__ import annotations

import datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from bridge.leader.contract import INPUTS, OUTPUTS, STATES, VERDICT, metadata
from bridge.leader.network import Network
from bridge.types import Frame
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.network.columns import COLUMNS
from models.leader.network.net import LeaderNet, Tick, bin_tempi
from models.leader.replay import frames

OPSET = 17
TOLERANCE = 1e-4
"""Largest difference to PyTorch, in probabilities and relative BPM, over the whole run."""
CHECKED = 600
"""Ticks compared."""
EXAMPLE = 3
"""Buses of the frame that the graph is traced with; their number stays free."""
PER_BUS = {0: "buses"}
AXES = {
    **dict.fromkeys(("bus", "tempogram", "bus_h", "bus_c", "bus_h_out", "bus_c_out"), PER_BUS),
    "pair": {0: "buses", 1: "buses"},
    "shares": {0: "buses_and_nobody"},
}
"""The tensors' axes that are free."""


def load_checkpoint(path: Path) -> LeaderNet:
    """The trained network of a checkpoint, ready to be used."""
    return LeaderNet.of(torch.load(path, weights_only=True)["net"]).eval()


def blank(net: LeaderNet, buses: int) -> list[Tensor]:
    """The state before anything was heard."""
    shapes = ((buses, net.hidden), (buses, net.hidden), (net.world_size,), (net.world_size,))
    return [torch.zeros(shape) for shape in shapes]


def export(checkpoint: Path, out: Path, name: str, tilt: float = 0.0) -> float:
    """Write the model; gives the largest difference to PyTorch over 600 ticks, and fails above 1e-4."""
    net = load_checkpoint(checkpoint)
    tick = Tick(net, tilt).eval()
    torch.onnx.export(
        tick,
        (*_silence(EXAMPLE), *blank(net, EXAMPLE)),
        str(out),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=AXES,
        opset_version=OPSET,
        dynamo=False,
    )
    _describe(out, name, net)
    worst = difference(tick, out)
    if worst > TOLERANCE:
        raise SystemExit(f"{out} differs from PyTorch by {worst:.2e}: it must not ship")
    return worst


def _silence(buses: int) -> tuple[Tensor, ...]:
    """A frame of nothing."""
    return (
        torch.zeros(buses, len(COLUMNS.bus)),
        torch.zeros(buses, 2, 96),
        torch.zeros(buses, buses, len(COLUMNS.pair)),
        torch.zeros(len(COLUMNS.world)),
    )


def _describe(out: Path, name: str, net: LeaderNet) -> None:
    model = onnx.load(str(out))
    said = metadata(
        name,
        datetime.date.today().isoformat(),
        f"aubio-ledfx {version('aubio-ledfx')}",
        COLUMNS,
        [round(float(bpm), 4) for bpm in bin_tempi()],
    )
    onnx.helper.set_model_props(model, said)
    model.producer_name = "leaderbridge"
    # Exporters leave sizes open that do not vary; the contract wants them said.
    fixed = {
        "tempo": [72],
        "bpm": [],
        "tempo_confidence": [],
        "shares": ["buses_and_nobody"],
        "bus_h_out": ["buses", net.hidden],
        "bus_c_out": ["buses", net.hidden],
        "world_h_out": [net.world_size],
        "world_c_out": [net.world_size],
    }
    del model.graph.value_info[:]
    for tensor in model.graph.output:
        shape = onnx.helper.make_tensor_value_info(tensor.name, onnx.TensorProto.FLOAT, fixed[tensor.name])
        tensor.CopyFrom(shape)
    onnx.checker.check_model(model)
    onnx.save(model, str(out))


def difference(tick: Tick, path: Path, seed: int = 7, buses: int = 5) -> float:
    """The largest difference between the file and PyTorch over 600 ticks of a simulated ensemble."""
    rng = np.random.default_rng(seed)
    ensemble = hear(rng, draw_take(rng, CONDITIONS["train"], players=buses))
    network, state, worst = Network.load(path), blank(tick.net, buses), 0.0
    for frame in frames(ensemble.buses, ensemble.readings, CHECKED, COLUMNS):
        verdict = network.step(frame)
        with torch.no_grad():
            outputs = tick(*_tensors(frame), *state)
        state = list(outputs[len(VERDICT) :])
        tempo, bpm, confidence, shares = (x.numpy() for x in outputs[: len(VERDICT)])
        gaps = (
            np.abs(tempo - verdict.tempo).max(),
            np.abs(shares - verdict.shares).max(),
            abs(float(bpm) / verdict.bpm - 1.0),
            abs(float(confidence) - verdict.tempo_confidence),
        )
        worst = max(worst, *map(float, gaps))
    assert len(state) == len(STATES)
    return worst


def _tensors(frame: Frame) -> tuple[Tensor, ...]:
    return tuple(torch.from_numpy(getattr(frame, name)) for name in INPUTS[:4])
