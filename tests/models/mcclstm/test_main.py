"""What a person does wrong ends in one line."""

from __future__ import annotations

import pytest

from models.mcclstm.__main__ import main


def test_a_collection_that_is_not_known_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["mcclstm", "table", "--data", "radio"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "--data radio" in line
    assert "gtzan, ballroom, soundtracks" in line
