"""The model card: what a person wrote about the model, and the figures as they were measured."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from bridge.errors import BridgeError
from models.activity.judge.pictures import confusions
from models.activity.judge.tables import everything

HEAD = Path(__file__).with_name("card_head.md")
CARD = Path(__file__).resolve().parents[1] / "card.md"


def write(figures: Path, card: Path = CARD, head: Path = HEAD) -> None:
    """Write the card from the JSON that ``evaluate`` wrote and the words in ``head``, and ``confusions.png``
    beside it.

    Raises `BridgeError` when ``figures`` is no such file.
    """
    try:
        found = json.loads(figures.read_text())
        model, told = found["model"], everything(found)
        shares = found["ways"][model["form"]]["confusions"]
    except (OSError, ValueError, KeyError) as error:
        raise BridgeError(
            f"{figures}: no figures of the model ({error}); make them: python -m models.activity evaluate"
        ) from None
    filled = {key: model[key] for key in ("name", "sha256", "trained", "form")}
    card.write_text(Template(head.read_text()).substitute(filled, figures=told))
    confusions(shares, card.with_name("confusions.png"))
