"""What one check of the doctor says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "unknown", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer: ``found`` in a sentence and ``fix``, the command or step that mends it.

    ``fail`` means that the bridge cannot work live like this, ``warn`` that it can, but not well or not
    in every set-up, ``unknown`` that it cannot be judged now. A finding that is not ok always has a fix.
    """

    check: str
    verdict: Verdict
    found: str
    fix: str = ""

    def __post_init__(self) -> None:
        if self.verdict != "ok" and not self.fix:
            raise ValueError(f"{self.check}: a finding that is not ok needs a fix")


def ok(check: str, found: str) -> Finding:
    """All well."""
    return Finding(check, "ok", found)


def unknown(check: str, found: str, fix: str) -> Finding:
    """Cannot be judged now; ``fix`` is how it could be."""
    return Finding(check, "unknown", found, fix)


def warn(check: str, found: str, fix: str) -> Finding:
    """Works, but not well or not in every set-up."""
    return Finding(check, "warn", found, fix)


def fail(check: str, found: str, fix: str) -> Finding:
    """Cannot work live like this."""
    return Finding(check, "fail", found, fix)
