"""What comes in reaches no shell, no interpreter and no foreign pickle: read off the whole source."""

from __future__ import annotations

import ast
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

import bridge
from bridge.outputs.mailbox import mailbox

SOURCE = Path(bridge.__file__).parent
FORBIDDEN = frozenset(
    {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.execvp", "os.spawnl"}
    | {"marshal.loads", "shelve.open", "yaml.load", "tempfile.mktemp", "Listener", "Client"}
)
"""What makes programs of data, or listens to pickles from anybody (multiprocessing's Listener)."""
UNPICKLES = frozenset({"outputs/mailbox.py", "offline/ahead.py", "offline/workers.py"})
"""Where pickles are read: from pairs of sockets and pipes that have no name, so that nobody else can write to
them: our own processes' words."""


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """File, what is called, and the call, all over the bridge."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(SOURCE).as_posix(), ast.unparse(node.func), node


def test_nothing_makes_a_program_of_data():
    assert not [(where, what) for where, what, _ in calls() if what in FORBIDDEN]


def test_no_command_goes_through_a_shell():
    for where, what, call in calls():
        assert not any(key.arg == "shell" for key in call.keywords), (where, what)
        if what.startswith("subprocess."):
            assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr), (where, what)


def test_pickles_are_read_from_our_own_processes_alone():
    assert {where for where, what, _ in calls() if what in ("pickle.load", "pickle.loads")} == UNPICKLES


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="only Linux says who holds the other end")
def test_a_mailbox_has_no_name_and_both_its_ends_are_ours():
    out, into = mailbox()
    try:
        sock = socket.socket(fileno=os.dup(into.fileno()))
        with sock:
            assert (sock.family, sock.getsockname()) == (socket.AF_UNIX, "")
            pid, _, _ = struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        assert pid == os.getpid()
    finally:
        out.close()
        into.close()
