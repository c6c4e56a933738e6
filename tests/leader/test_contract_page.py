"""docs/model-contract.md says what the code does."""

from __future__ import annotations

from pathlib import Path

from bridge.leader.contract import FIXED, FREE, INPUTS, OUTPUTS, PREFIX
from bridge.leader.parts import PARTS

PAGE = (Path(__file__).parents[2] / "docs" / "model-contract.md").read_text(encoding="utf-8")


def test_every_tensor_is_on_the_page() -> None:
    assert [name for name in (*INPUTS, *OUTPUTS) if f"`{name}`" not in PAGE] == []


def test_every_key_of_the_metadata_is_on_the_page() -> None:
    keys = (*FIXED, *FREE)
    assert [key for key in keys if f"`{PREFIX}{key}`" not in PAGE and f"`.{key}`" not in PAGE] == []


def test_every_column_is_on_the_page_with_its_unit_and_meaning() -> None:
    rows = [
        f"| {part.axis} | `{column.name}` | {column.unit} | {column.help} |"
        for part in PARTS
        for column in part.columns
    ]
    assert [row for row in rows if row not in PAGE] == []
