"""What can be set about the slow ears: each field is a key of ``[ears]`` in the config."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from typing_extensions import Doc


@dataclass(frozen=True, slots=True)
class EarsSettings:
    """The ears that are networks on sound; they have a process of their own."""

    activity: Annotated[
        bool, Doc("hear what sounds on each bus, and as which instrument; a silent bus cannot lead then")
    ] = True
    style: Annotated[bool, Doc("hear what music the mix is")] = True

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are to listen, as `bridge.analysis.SLOW_EARS` calls them."""
        return tuple(name for name in ("activity", "style") if getattr(self, name))
