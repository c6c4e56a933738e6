"""The model card: what a person wrote about the model, and the figures as they were measured."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from bridge.errors import BridgeError
from models.leader.judge.tables import everything

HEAD = Path(__file__).with_name("card_head.md")
CARD = Path(__file__).resolve().parents[1] / "card.md"


def write(figures: Path, card: Path = CARD, head: Path = HEAD) -> None:
    """Write the card from the JSON that ``evaluate`` wrote, and the words in ``head``.

    In the words ``$name``, ``$sha256``, ``$trained`` and ``$figures`` are filled in. Raises `BridgeError`
    when ``figures`` is no such file, or the words ask for something else.
    """
    try:
        found = json.loads(figures.read_text())
        model, told = found["model"], everything(found)
    except (OSError, ValueError, KeyError) as error:
        raise BridgeError(
            f"{figures}: not figures of the model ({error}); make them with: python -m models.leader evaluate"
        ) from None
    filled = {key: model[key] for key in ("name", "sha256", "trained")}
    try:
        card.write_text(Template(head.read_text()).substitute(filled, figures=told))
    except (KeyError, ValueError) as error:
        raise BridgeError(f"{head}: {error} cannot be filled in; write a dollar sign as $$") from None
