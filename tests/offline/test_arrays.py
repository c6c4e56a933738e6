"""What was heard, as arrays and as a table."""

import builtins

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.offline import dataframe, readings


@pytest.fixture(scope="module")
def heard(songs):
    return readings([songs / "calm"])


def test_readings_come_by_kind_in_order_of_arrival(heard):
    assert {"onset", "tempo", "level", "lead", "beat"} <= set(heard)
    assert "pitch" not in heard
    for rows in heard.values():
        assert np.all(np.diff(rows["arrived"]) >= 0)


def test_each_click_is_an_onset_of_its_bus(heard):
    onsets = heard["onset"]
    drums, bass = (np.sort(onsets["t"][onsets["bus"] == bus]) for bus in ("drums", "bass"))
    assert len(drums) == pytest.approx(25, abs=1)
    assert np.diff(drums) == pytest.approx(0.6, abs=0.003)
    assert np.median(bass - drums) == pytest.approx(0.010, abs=0.002)


def test_a_dataframe_holds_the_same(songs, heard):
    frame = dataframe([songs / "calm"], ears=("onsets", "tempo", "level"))
    assert len(frame) == sum(map(len, heard.values()))
    assert frame[frame.kind == "onset"].t.tolist() == heard["onset"]["t"].tolist()


def test_without_pandas_it_is_said_what_to_do(songs, monkeypatch):
    real = builtins.__import__

    def none(name, *rest, **more):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(BridgeError, match="pip install pandas"):
        dataframe([songs / "calm"])
