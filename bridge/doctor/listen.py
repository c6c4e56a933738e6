"""Some seconds of what the bridge hears, while it runs or not; it is not disturbed by that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bridge.config import Config
from bridge.doctor import listen_device, listen_jack
from bridge.doctor.heard import Heard
from bridge.doctor.osc_ear import BeatEar

SECONDS = 8.0
"""A bar or two: at 60 BPM eight beats, the fewest by which a bus's hold on the clock can be judged."""

Listen = Callable[[Config, float], Heard]
EARS: Mapping[str, Listen] = MappingProxyType({"jack": listen_jack.listen, "portaudio": listen_device.listen})
"""How each backend of ``[audio]`` is listened to, for so many seconds."""


def listen(config: Config, seconds: float) -> Heard:
    """What the buses of ``config`` carry for ``seconds``, and when the bridge's clock strikes meanwhile.

    The clock is that on JACK, exact to the frame; else the beats of a running bridge's OSC, divided by 24.
    Takes a second longer than ``seconds``. Raises BridgeError when there is nothing to listen to, saying what
    to do.
    """
    with BeatEar(config.osc.host, config.osc.port) as beats:
        heard = EARS[config.audio.backend](config, seconds)
    return heard if len(heard.clocks) else replace(heard, clocks=beats.clocks(heard.host0))
