"""What can be played into the bridge without a device: stems from files, the demo band."""

from __future__ import annotations

from typing import Protocol

from bridge.types import F32


class Source(Protocol):
    """Sound that is read from its beginning to its end."""

    @property
    def names(self) -> tuple[str, ...]:
        """One slug a bus, in the order of the rows that `read` gives."""

    @property
    def rate(self) -> int:
        """Samples a second."""

    def read(self, n: int) -> F32:
        """The next ``n`` frames, float32 ``(buses, n)``; fewer only at the end, then ``(buses, 0)``."""
