import math

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.outputs.tables import FLUSH_EVERY, Table, numbers, open_tables, read_columns, text


def test_an_unknown_number_is_an_empty_cell_and_reads_as_nan():
    assert text(math.nan, 3) == ""
    assert text(119.99961, 3) == "120.000"
    assert np.array_equal(numbers(["1.5", ""]), [1.5, math.nan], equal_nan=True)


def test_a_table_has_its_name_only_once_it_is_whole(tmp_path):
    table = Table(tmp_path / "a.csv", ("time", "x"))
    table.extend([("0.1", "1")])
    assert not (tmp_path / "a.csv").exists()
    table.close()
    assert (tmp_path / "a.csv").read_bytes() == b"time,x\n0.1,1\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_close_does_nothing(tmp_path):
    table = Table(tmp_path / "a.csv", ("time",))
    table.close()
    table.close()
    assert read_columns(tmp_path / "a.csv") == {"time": []}


def test_a_growing_table_is_flushed_on_the_way(tmp_path):
    table = Table(tmp_path / "a.csv", ("time",))
    table.extend([("1",)] * FLUSH_EVERY)
    assert (tmp_path / "a.csv.part").read_text().count("\n") == FLUSH_EVERY + 1
    table.discard()
    assert not list(tmp_path.iterdir())


def test_tables_are_opened_all_or_none(tmp_path):
    (tmp_path / "b.csv.part").mkdir()
    with pytest.raises(BridgeError, match=r"b\.csv: cannot be written"):
        open_tables(tmp_path, {"a.csv": ("x",), "b.csv": ("x",)})
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv.part"]


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(BridgeError, match="out: cannot be made a folder"):
        open_tables(tmp_path / "out", {"a.csv": ("x",)})
    assert (tmp_path / "out").read_text() == "mine"


def test_a_missing_table_and_a_foreign_one_are_named(tmp_path):
    with pytest.raises(BridgeError, match=r"a\.csv: cannot be read"):
        read_columns(tmp_path / "a.csv")
    for foreign in ("", "time,bpm\n1\n"):
        (tmp_path / "a.csv").write_text(foreign)
        with pytest.raises(BridgeError, match="not a table that the bridge wrote"):
            read_columns(tmp_path / "a.csv")
