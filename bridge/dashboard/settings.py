"""What a person may set about the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from typing_extensions import Doc

from bridge.outputs.settings import Port


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardSettings:
    """The page for browsers: tempo, leader, buses, set list and all controls."""

    mode: Annotated[
        Literal["off", "here", "lan"],
        Doc("off: no page; here: for this computer; lan: for the local network too, by a token"),
    ] = "off"
    port: Annotated[Port, Doc("TCP port of the page")] = 9702
