"""The token that lets phones in, kept from one evening to the next so that they come back by themselves."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from platformdirs import user_state_path

from bridge.errors import BridgeError

BYTES = 16
"""128 bits: nobody guesses it, and the QR code stays small."""


def place() -> Path:
    """The file that holds it. Who deletes it shuts out all who have scanned it."""
    return user_state_path("leaderbridge") / "dashboard-token"


def token(path: Path | None = None) -> str:
    """The token in ``path`` (`place` if none is given), made if there is none; only its owner can read it.

    Raises BridgeError when it can be neither read nor written.
    """
    path = path or place()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as why:
        raise BridgeError(f"{path}: the page's token cannot be kept there ({why}); free that place") from why


def _make(path: Path) -> None:
    """Write a new one whole, unless there is one: the parent and the page's process may come at once."""
    if path.exists() and path.stat().st_size:
        return
    fresh = path.with_name(f"{path.name}-{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(BYTES) + "\n")
    if path.exists() and path.stat().st_size:
        fresh.unlink()
    else:
        fresh.replace(path)
