"""The ways out: MIDI ports, the OSC port and the page's."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from bridge.dashboard.settings import DashboardSettings
from bridge.doctor.finding import Finding, fail, ok, warn
from bridge.errors import BridgeError
from bridge.outputs.midi_port import chosen
from bridge.outputs.settings import MidiSettings
from bridge.quiet import hushed

SEQUENCER = Path("/dev/snd/seq")


def check_midi(kinds: Sequence[str]) -> Finding:
    """Whether the MIDI outputs of these ``kinds`` (``jack``, ``virtual``, ``port``) can be made here."""
    return judge_midi(kinds, needs_sequencer=sys.platform == "linux", sequencer=SEQUENCER.exists())


def judge_midi(kinds: Sequence[str], needs_sequencer: bool, sequencer: bool) -> Finding:
    """The finding for the outputs wanted and for what the system offers.

    ``needs_sequencer``: ports other than JACK's need the ALSA sequencer (Linux); ``sequencer``: it is there.
    """
    others = [kind for kind in kinds if kind != "jack"]
    if not kinds:
        return warn("MIDI", "no MIDI output is set", "add a [[midi]] section: leaderbridge init")
    if not needs_sequencer or sequencer:
        return ok("MIDI", f"outputs: {', '.join(kinds)}")
    if others:
        return fail(
            "MIDI",
            f"there is no ALSA sequencer ({SEQUENCER}) for: {', '.join(others)}",
            'sudo modprobe snd-seq, or in [[midi]]: kind = "jack"',
        )
    return ok("MIDI", "the clock goes out over JACK (no ALSA sequencer here)")


def check_named(outputs: Sequence[MidiSettings]) -> Iterator[Finding]:
    """Whether the system has the MIDI ports that the config names (``kind = "port"``)."""
    wanted = [output.port for output in outputs if output.kind == "port"]
    return judge_named(wanted, _midi_ports() if wanted else ())


def judge_named(wanted: Sequence[str], there: Sequence[str]) -> Iterator[Finding]:
    """The findings for the parts of names that are wanted among the system's MIDI outputs."""
    for part in wanted:
        try:
            yield ok(f"MIDI port {part}", chosen(part, there))
        except BridgeError as error:
            yield fail(f"MIDI port {part}", str(error), "leaderbridge devices   (lists what is there)")


def _midi_ports() -> Sequence[str]:
    import mido

    with hushed(), suppress(OSError):
        return tuple(mido.get_output_names())
    return ()


def check_osc(host: str, port: int, running: bool) -> Finding:
    """Whether the UDP port that commands come in by is free; binds it for a moment."""
    return judge_osc(host, port, _bind_error(socket.SOCK_DGRAM, host, port), running)


def judge_osc(host: str, port: int, error: str, running: bool = False) -> Finding:
    """The finding for a bind that went wrong with ``error``, or went well when that is empty.

    ``running``: a bridge answers there.
    """
    return _judge_port("OSC", f"UDP {host}:{port}", port, "[osc]", error, running)


def check_page(page: DashboardSettings, running: bool) -> Finding | None:
    """Whether the TCP port of the page is free; None when there shall be no page."""
    if page.mode == "off":
        return None
    return judge_page(page.port, _bind_error(socket.SOCK_STREAM, "127.0.0.1", page.port), running)


def judge_page(port: int, error: str, running: bool = False) -> Finding:
    """The finding for a bind, as `judge_osc`."""
    return _judge_port("page", f"TCP port {port}", port, "[dashboard]", error, running)


def _judge_port(check: str, what: str, port: int, section: str, error: str, running: bool) -> Finding:
    if not error:
        return ok(check, f"{what} is free")
    if running:
        return ok(check, f"{what} is the running bridge's")
    return fail(
        check,
        f"{what} cannot be used: {error}",
        f"see who has it: lsof -nP -i :{port}, or set another port in {section}",
    )


def _bind_error(kind: socket.SocketKind, host: str, port: int) -> str:
    """What the system says against listening there; empty when nothing."""
    try:
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind is socket.SOCK_STREAM:  # a port whose last connections fade away is free all the same
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.strerror or str(error)
    return ""
