"""OSC in: people's commands, and those who want to listen."""

from __future__ import annotations

import errno
import re
import socket
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_packet import OscPacket, ParseError
from pythonosc.osc_server import BlockingOSCUDPServer

from bridge.errors import BridgeError, CommandError
from bridge.outputs.announcer import Announcer
from bridge.outputs.asked import Address, Asked
from bridge.outputs.mailbox import Outbox
from bridge.outputs.pace import Pace
from bridge.outputs.protocol import IN, OUT, ROOT, parse
from bridge.outputs.subscribers import Subscribers
from bridge.types import Command

MALFORMED = (ParseError, ValueError, RecursionError, IndexError, re.error)
"""What python-osc raises for datagrams that are not OSC 1.0."""
RATE, BURST = 2000.0, 200
"""Datagrams a second that are heard in the long run, and at once: ten times what a full desk of faders sends.
Of a flood the system drops the rest, and the processor stays the clock's."""
NAP = 0.005
"""Seconds of rest at least, once there is one: waking costs, too."""


class Server(BlockingOSCUDPServer):
    """The UDP socket. Made without a dispatcher, so that the socket can be spoken through first.

    Raises BridgeError when ``host:port`` cannot be had; ``set_in`` is where a person chooses another.
    """

    def __init__(self, host: str, port: int, set_in: str = "[osc] host, port") -> None:
        try:
            super().__init__((host, port), Dispatcher(strict_timing=False), family=socket.AF_INET)
        except (OSError, TypeError, ValueError) as error:  # all but the first: names that no DNS could hold
            busy = getattr(error, "errno", None) == errno.EADDRINUSE
            why = "is used by another program" if busy else f"cannot be had ({_reason(error)})"
            raise BridgeError(f"OSC: UDP port {port} of {host!r} {why}; choose another in {set_in}") from None

        self._pace = Pace(RATE, BURST)

    def hear(self, dispatcher: Dispatcher) -> None:
        """Give every datagram to ``dispatcher`` from now on."""
        self._dispatcher = dispatcher

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Let everything in: what is no OSC is answered, not passed over."""
        return True

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take in a datagram, and rest if there were too many."""
        super().process_request(request, client_address)
        if wait := self._pace.taken():
            time.sleep(max(wait, NAP))


class Intake(Dispatcher):
    """Obeys or passes on what comes in; what is wrong is answered with ``/bridge/error``.

    For the server's thread. Nothing that arrives makes it raise.
    """

    def __init__(self, announcer: Announcer, subscribers: Subscribers, commands: Outbox | None) -> None:
        super().__init__(strict_timing=False)
        self.set_default_handler(self._heard, needs_reply_address=True)
        self._announcer = announcer
        self._subscribers = subscribers
        self._commands = commands

    def call_handlers_for_packet(self, data: bytes, client_address: Address) -> list[Any]:
        """Hand each message of a packet to its row; packets that are no OSC are answered."""
        try:
            OscPacket(data)
            return list(super().call_handlers_for_packet(data, client_address))
        except MALFORMED:
            self._announcer.error(self._subscribers.reply_to(client_address), "not an OSC 1.0 packet")
            return []

    def _heard(self, source: Address, address: str, *args: Any) -> None:
        name = address.removeprefix(ROOT)
        if name in OUT and name not in IN:
            return  # a bridge's own words: an answer could be answered without end
        try:
            command = parse(address, args)
            if command is not None:
                _OWN.get(command.kind, Intake._pass_on)(self, source, command)
        except CommandError as error:
            self._announcer.error(self._subscribers.reply_to(source), str(error))

    def _subscribe(self, source: Address, command: Command) -> None:
        self._announcer.tell(self._subscribers.subscribe(source, int(command.args[0])))

    def _unsubscribe(self, source: Address, command: Command) -> None:
        self._subscribers.unsubscribe(source, *(int(port) for port in command.args))

    def _query(self, source: Address, command: Command) -> None:
        self._announcer.tell(self._subscribers.reply_to(source))

    def _pass_on(self, source: Address, command: Command) -> None:
        if self._commands is None:
            raise CommandError(f"{IN[command.kind].address}: nobody is there to obey; only the clock runs")
        self._commands.send(Asked(command, self._subscribers.reply_to(source), time.monotonic()))


_OWN: Mapping[str, Callable[[Intake, Address, Command], None]] = MappingProxyType(
    {
        "subscribe": Intake._subscribe,
        "unsubscribe": Intake._unsubscribe,
        "query": Intake._query,
    }
)
"""`LISTENING`: what the OSC process obeys itself; all others go to the analysis."""


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
