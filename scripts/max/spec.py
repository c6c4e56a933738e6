"""What there is to say about one object of the package; patch, help and reference page come from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.max.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Port:
    """An inlet or outlet: what goes through it, and Max's type (``signal`` or nothing)."""

    text: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument in the object box."""

    name: str
    type: str
    default: str
    text: str


@dataclass(frozen=True, slots=True)
class Object:
    """One patch in ``patchers/``.

    ``draw`` draws it; ``view`` is the size of its presentation, None where there is nothing to
    look at; ``example`` the box as its help patch has it, ``tries`` messages to click there.
    """

    name: str
    digest: str
    text: str
    draw: Callable[[Object], Sheet]
    outlets: tuple[Port, ...] = ()
    inlets: tuple[Port, ...] = ()
    arguments: tuple[Argument, ...] = ()
    view: tuple[int, int] | None = None
    example: str = ""
    tries: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """Max's types of the outlets."""
        return tuple(port.type for port in self.outlets)

    def sheet(self, width: float, height: float) -> Sheet:
        """An empty sheet for this object, with its title on it."""
        sheet = Sheet(width, height, digest=self.digest)
        sheet.comment(20, 12, f"{self.name} – {self.digest}", size=14.0, fontface=1)
        if self.view is not None:
            sheet.present()
        return sheet
