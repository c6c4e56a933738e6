"""The ways out: MIDI ports and the OSC port."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from bridge.doctor.finding import Finding, fail, ok, warn

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


def check_osc(host: str, port: int) -> Finding:
    """Whether the UDP port that commands come in by is free; binds it for a moment."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((host, port))
    except OSError as error:
        return judge_osc(host, port, error.strerror or str(error))
    return judge_osc(host, port, "")


def judge_osc(host: str, port: int, error: str) -> Finding:
    """The finding for a bind that went wrong with ``error``, or went well when that is empty."""
    if not error:
        return ok("OSC", f"UDP {host}:{port} is free")
    return fail(
        "OSC",
        f"UDP {host}:{port} cannot be used: {error}",
        f"see who has it: ss -ulpn 'sport = :{port}', or set another port in [osc]",
    )
