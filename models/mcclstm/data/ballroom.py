"""The Ballroom data set as a user has it on disk: ``BallroomData/ChaChaCha/*.wav`` and so on.

Gouyon et al., "An experimental comparison of audio tempo induction algorithms", 2006: 698 excerpts of 30 s.
mirdata's ``ballroom`` keeps the same folders. Its licence forbids commercial use: judge on it, and train
nothing on it that ships. A few tracks are there twice (Sturm 2014); they are not looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bridge.errors import BridgeError
from models.mcclstm.data.collection import Track

FOLDERS: Mapping[str, str] = {
    "ChaChaCha": "cha_cha_cha",
    "Jive": "jive",
    "Quickstep": "quickstep",
    "Rumba": "rumba",
    "Rumba-American": "rumba",
    "Rumba-International": "rumba",
    "Rumba-Misc": "rumba",
    "Samba": "samba",
    "Tango": "tango",
    "VienneseWaltz": "viennese_waltz",
    "Waltz": "slow_waltz",
}
"""The dance of each folder, by its name in `bridge.labels.STYLES`; all kinds of rumba are one."""


def tracks(folder: Path) -> list[Track]:
    """All tracks below ``folder``. Raises `BridgeError` when there are none."""
    found = [
        Track(path.stem, path, dance, path.stem)
        for name, dance in FOLDERS.items()
        for path in sorted(folder.rglob(f"{name}/*.wav"))
    ]
    if not found:
        raise BridgeError(f"{folder}: no Ballroom: it should hold BallroomData/ChaChaCha/*.wav and so on")
    return found
