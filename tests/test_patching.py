"""What is remembered when JACK's news comes late: a race that no server can be made to run on purpose.

What a real server does is in tests/e2e/test_patching.py.
"""

from __future__ import annotations

from types import SimpleNamespace

import jack

from bridge.patching import Memory, Patchbay

OWN, OTHER = "leaderbridge:clock", "daw:in"


class Server:
    """JACK as a client sees it: its ports and links, and the call for a new port, made when the test says."""

    def __init__(self) -> None:
        self.ports, self.links, self.asked = {OWN, OTHER}, {OTHER}, set()

    def set_port_registration_callback(self, callback) -> None:
        self.tell = callback

    def get_port_by_name(self, name):
        if name not in self.ports:
            raise jack.JackError(name)
        return SimpleNamespace(name=name, is_output=name == OWN)

    def get_all_connections(self, port):
        return [SimpleNamespace(name=name) for name in self.links if port.name == OWN]

    def connect(self, source, target) -> None:
        self.asked.add(target)

    def play(self) -> None:
        """A cycle that all finished: what was asked for is so."""
        self.links, self.asked = self.links | self.asked, set()


def test_a_port_that_came_back_before_jack_said_so_is_connected_again():
    server, memory = Server(), Memory.create()
    with memory:
        patchbay = Patchbay(server, [OWN], memory)
        patchbay.look()
        server.links.clear()  # it has gone and come back since the last look
        patchbay.look()
        server.tell(SimpleNamespace(name=OTHER), True)
        patchbay.look()
        server.play()
        assert server.links == {OTHER}


def test_what_jack_was_asked_for_counts_as_made_though_it_does_not_play_yet():
    server, memory = Server(), Memory.create()
    with memory:
        memory.write(frozenset({("clock", OTHER)}))
        server.links.clear()
        patchbay = Patchbay(server, [OWN], memory)
        assert patchbay.made == frozenset()
        patchbay.look()
        assert not server.links
        assert patchbay.made == {("clock", OTHER)}
        server.play()
        patchbay.look()
        assert patchbay.made == {("clock", OTHER)}


def test_what_jack_refuses_is_not_made():
    server, memory = Server(), Memory.create()
    with memory:
        memory.write(frozenset({("clock", "gone:in")}))
        patchbay = Patchbay(server, [OWN], memory)
        patchbay.look()
        assert patchbay.made == {("clock", OTHER)}
