"""JACK: its library, a running server, PipeWire's stand-in for both, and a pyo that speaks it."""

from __future__ import annotations

import ctypes.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.doctor.finding import Finding, fail, ok, warn

if TYPE_CHECKING:
    from bridge.audio.devices import Device


def check_library() -> Finding:
    """Whether libjack is there, which the MIDI clock and the list of ports need."""
    return judge_library(ctypes.util.find_library("jack"))


def judge_library(library: str | None) -> Finding:
    """The finding for the name of the library that the linker finds."""
    if library:
        return ok("JACK library", library)
    return fail(
        "JACK library",
        "libjack is not installed",
        "sudo apt-get install jackd2   (with PipeWire: sudo apt-get install pipewire-jack)",
    )


def check_server(name: str) -> Finding:
    """Whether the JACK server called ``name`` (empty: the default one) answers; starts none."""
    from bridge.audio.devices import jack_devices

    return judge_server(name or os.environ.get("JACK_DEFAULT_SERVER", "default"), jack_devices(name))


def judge_server(name: str, found: Sequence[Device]) -> Finding:
    """The finding for the server called ``name``: what was found of it, or nothing."""
    if found:
        return ok("JACK server", f"{name}: {found[0].rate} Hz, {found[0].inputs} ports that give sound")
    return fail(
        "JACK server",
        f"no JACK server called {name} answers",
        "start QjackCtl, or: jackd --realtime -d alsa -d hw:0 -r 48000 -p 256",
    )


def check_pyo() -> Finding:
    """Whether this pyo was built with JACK."""
    os.environ.setdefault("PYO_GUI_WX", "0")
    try:
        import pyo
    except ImportError:
        return judge_pyo(False)
    return judge_pyo(bool(pyo.withJack()))


def judge_pyo(with_jack: bool) -> Finding:
    """The finding for a pyo with or without JACK."""
    if with_jack:
        return ok("pyo", "built with JACK")
    return fail(
        "pyo",
        "this pyo was built without JACK (as the packages for macOS and Windows are)",
        'use PortAudio: backend = "portaudio" in [audio], see docs/blackhole.md',
    )


def check_pipewire() -> Finding:
    """Whether, where PipeWire runs, programs get PipeWire's libjack."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/user/0"))
    libraries = sorted(Path("/usr/lib").glob("*/pipewire-0.3/jack/libjack.so.0"))
    paths = [os.environ.get(name, "") for name in ("LD_PRELOAD", "LD_LIBRARY_PATH")]
    return judge_pipewire((runtime / "pipewire-0").exists(), libraries, paths)


def judge_pipewire(running: bool, libraries: Sequence[Path], paths: Sequence[str]) -> Finding:
    """The finding for PipeWire's socket, its own libjack files and what the loader is told."""
    if not running:
        return ok("PipeWire", "does not run here; plain JACK is used")
    if not libraries:
        return warn(
            "PipeWire", "runs, but its JACK library is not installed", "sudo apt-get install pipewire-jack"
        )
    if any("pipewire" in path for path in paths):
        return ok("PipeWire", f"its JACK library is used: {libraries[0]}")
    return warn(
        "PipeWire",
        "runs, but this program gets the JACK library of jackd",
        "start with: pw-jack leaderbridge run",
    )
