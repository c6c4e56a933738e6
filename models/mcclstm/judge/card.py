"""The model card: what a person wrote about the model, and the figures as they were measured."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from bridge.errors import BridgeError
from models.mcclstm.judge.pictures import draw
from models.mcclstm.judge.tables import everything

HEAD = Path(__file__).with_name("card_head.md")
CARD = Path(__file__).resolve().parents[1] / "card.md"


def write(figures: Path, folds: Path, card: Path = CARD, head: Path = HEAD) -> None:
    """Write the card, and two pictures beside it, from what ``evaluate`` and ``table`` wrote.

    In the words ``$name``, ``$sha256``, ``$trained``, ``$kilobytes``, ``$milliseconds``, ``$folds`` and
    ``$figures`` are filled in. Raises `BridgeError` when one of the files is not what it should be.
    """
    try:
        found = json.loads(figures.read_text())
        about = found["model"]
        filled = {key: about[key] for key in ("name", "sha256", "trained", "milliseconds")}
        filled |= {
            "kilobytes": about["bytes"] // 1000,
            "figures": everything(found),
            "folds": folds.read_text(),
        }
    except (OSError, ValueError, KeyError) as error:
        raise BridgeError(
            f"{figures}, {folds}: not figures of the model ({error}); make them with: "
            "python -m models.mcclstm evaluate, and table"
        ) from None
    try:
        card.write_text(Template(head.read_text()).substitute(filled))
    except (KeyError, ValueError) as error:
        raise BridgeError(f"{head}: {error} cannot be filled in; write a dollar sign as $$") from None
    draw(found, card.parent)
