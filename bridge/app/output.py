"""One way out of the bridge, as the config asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bridge.outputs.jack_voices import VOICES


@dataclass(frozen=True, slots=True)
class Output:
    """One way out: its ``name`` among people, the ``kind`` in the registry and its settings."""

    name: str
    kind: str
    settings: Any

    @property
    def on_jack(self) -> bool:
        """Whether it is a port of the JACK clock."""
        return self.kind in VOICES
