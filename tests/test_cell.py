"""One writer, many readers, and nobody waits, whoever dies."""

import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import time
from multiprocessing.shared_memory import SharedMemory

import pytest

from bridge.cell import Cell
from bridge.errors import BridgeError
from tests.jack import wait_for

SIZE = 256
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def cell():
    cell = Cell.create(SIZE)
    yield cell
    cell.unlink()


def test_nothing_is_read_before_anything_is_written(cell):
    assert cell.read() is None


def test_what_is_written_is_read_by_another(cell):
    reader = Cell.attach(cell.name, SIZE)
    cell.write(b"a" * SIZE)
    assert reader.read() == b"a" * SIZE
    reader.close()


def test_while_nothing_changes_the_same_object_is_read(cell):
    cell.write(b"a" * SIZE)
    assert cell.read() is cell.read()


def test_a_payload_of_another_size_is_refused(cell):
    with pytest.raises(ValueError, match="256 bytes"):
        cell.write(b"a")


def test_a_write_broken_off_leaves_the_last_value_standing(cell):
    cell.write(b"a" * SIZE)
    memory = SharedMemory(name=cell.name)
    at = 8 + (2 & 1) * (12 + SIZE)
    memory.buf[at : at + 100] = b"x" * 100
    assert Cell(memory, SIZE).read() == b"a" * SIZE
    struct.pack_into("<Q", memory.buf, 0, 2)  # and even if the count had been moved on
    assert cell.read() is None
    cell.write(b"b" * SIZE)
    assert cell.read() == b"b" * SIZE
    memory.close()


def test_a_reader_keeps_its_last_value_when_the_newest_is_torn(cell):
    cell.write(b"a" * SIZE)
    assert cell.read() == b"a" * SIZE
    memory = SharedMemory(name=cell.name)
    struct.pack_into("<Q", memory.buf, 0, 2)
    assert cell.read() == b"a" * SIZE
    memory.close()


def test_a_cell_that_is_gone_is_a_line_for_people():
    with pytest.raises(BridgeError, match="is gone"):
        Cell.attach("leaderbridge-no-such-cell", SIZE)


def _write_for_ever(name):
    cell = Cell.attach(name, SIZE)
    n = 0
    while True:
        n += 1
        cell.write(bytes([n % 251]) * SIZE)


def test_no_reader_sees_a_torn_value_and_a_killed_writer_can_be_replaced(cell):
    for _ in range(2):
        writer = SPAWN.Process(target=_write_for_ever, args=(cell.name,))
        writer.start()
        before = cell.read()
        wait_for(lambda before=before: cell.read() != before)
        seen = set()
        end = time.monotonic() + 0.3
        while time.monotonic() < end:
            value = cell.read()
            assert len(set(value)) == 1
            seen.add(value[0])
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert len(seen) > 10
        assert len(set(cell.read())) == 1


def test_children_that_attach_and_die_leave_no_complaint_behind(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import multiprocessing, time\nfrom bridge.cell import Cell\n"
        "def child(name):\n    Cell.attach(name, 8).read()\n"
        "if __name__ == '__main__':\n"
        "    cell = Cell.create(8); cell.write(b'12345678')\n"
        "    for kill in (False, True):\n"
        "        p = multiprocessing.get_context('spawn').Process(target=child, args=(cell.name,))\n"
        "        p.start(); p.kill() if kill else None; p.join()\n"
        "    assert cell.read() == b'12345678'\n    cell.unlink()\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert (done.returncode, done.stderr) == (0, "")
