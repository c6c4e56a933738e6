"""Where the files that ship beside the code are: models and patches."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bridge.errors import BridgeError

Kind = Literal["models", "patches"]

_PACKAGE = Path(__file__).resolve().parent


def find(kind: Kind, name: str) -> Path:
    """The path of a shipped file or folder: ``find("models", "leader.onnx")``, ``find("patches", "pd")``.

    In an installed bridge it is package data (``bridge/data/models/leader.onnx``); in a checkout it
    lies beside the package, a model in its own folder (``models/leader/leader.onnx``).

    Raises `BridgeError` when it is in none of these places.
    """
    checkout = _PACKAGE.parent / kind
    places = (_PACKAGE / "data" / kind / name, checkout / Path(name).stem / name, checkout / name)
    for place in places:
        if place.exists():
            return place
    raise BridgeError(
        f"{name} is missing from {kind}: this installation is incomplete, "
        "install leaderbridge again (pip install --force-reinstall leaderbridge)"
    )
