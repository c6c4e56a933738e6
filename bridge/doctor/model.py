"""The models: their files, and whether they keep their contracts."""

from __future__ import annotations

from bridge.config import Config
from bridge.doctor.finding import Finding, fail, ok
from bridge.errors import BridgeError


def check_model(config: Config) -> Finding:
    """Whether the model that the config names (else the one that ships) loads and keeps the contract."""
    try:
        from bridge.leader.network import Network

        contract = Network.load(config.leader.model or None).contract
    except BridgeError as error:
        return fail("model", str(error), _fix(config.leader.model))
    except ImportError as error:
        return fail("model", f"cannot be run: {error}", "python -m pip install --force-reinstall onnxruntime")
    return ok("model", f"{contract.name}, trained {contract.trained} for {contract.aubio}")


def check_ears(config: Config) -> Finding:
    """Whether the networks of the slow ears that are on load and keep the contract."""
    names = ", ".join(config.ears.names)
    try:
        from bridge.analysis import slow_hearing

        slow_hearing(config.buses, config.ears.names)
    except BridgeError as error:
        return fail("ears", str(error), _fix(""))
    except ImportError as error:
        return fail("ears", f"cannot be run: {error}", "python -m pip install --force-reinstall onnxruntime")
    return ok("ears", names or "none asked for ([ears])")


def _fix(named: str) -> str:
    if named:
        return 'in [leader]: model = "" takes the one that ships'
    return "python -m pip install --force-reinstall leaderbridge"
