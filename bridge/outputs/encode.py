"""OSC messages and bundles as bytes (OSC 1.0 specification)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pythonosc.osc_message_builder import OscMessageBuilder

from bridge.outputs.protocol import OUT, Out

PACKET = 1400
"""Bytes a packet may have: it must fit one Ethernet frame."""
_BUNDLE = b"#bundle\x00" + (1).to_bytes(8, "big")
"""A bundle's head with the immediate time tag: a later one makes servers withhold messages."""


def encode(name: str, *values: float | int | str, bus: str = "") -> bytes:
    """The message of the row ``name`` of `OUT` (``bus`` where its address has one).

    Raises ValueError when the number of values is not the row's.
    """
    row = OUT[name]
    builder = OscMessageBuilder(row.address.format(bus=bus) if bus else row.address)
    for tag, value in zip(_tags(row, len(values)), values, strict=True):
        builder.add_arg(float(value) if tag == "f" else value, tag)
    return bytes(builder.build().dgram)


def packets(messages: Iterable[bytes]) -> list[bytes]:
    """``messages`` as few packets: bundles of at most `PACKET` bytes, single ones as they are."""
    groups: list[list[bytes]] = []
    size = PACKET
    for message in messages:
        if size + 4 + len(message) > PACKET:
            groups.append([])
            size = len(_BUNDLE)
        groups[-1].append(message)
        size += 4 + len(message)
    return [_packet(group) for group in groups]


def _packet(messages: Sequence[bytes]) -> bytes:
    if len(messages) == 1:
        return messages[0]
    return _BUNDLE + b"".join(len(m).to_bytes(4, "big") + m for m in messages)


def _tags(row: Out, count: int) -> str:
    tags = "".join(arg.tag for arg in row.args)
    return tags[:-1] + tags[-1] * (count - len(tags) + 1) if row.rest else tags
