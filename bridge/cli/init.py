"""``leaderbridge init``: a few questions, and a config file that answers them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bridge.cli.options import ConfigFile
from bridge.errors import BridgeError

if TYPE_CHECKING:
    from bridge.config import Config

Ask = Callable[[str, str, Callable[[str], Any]], Any]
"""``(question, default, reader)`` → the answer as read; the reader raises `BridgeError` for a bad one."""


def init(
    config: ConfigFile = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take every default.")] = False,
) -> None:
    """Ask what comes in and where the beat goes, and write a commented config file.

    Never overwrites a file without asking.

    \b
    Examples:
      leaderbridge init
      leaderbridge init --config gig.toml
      leaderbridge init --yes --config gig.toml
    """
    from bridge.config import default_path, parse, to_toml

    path = config or default_path()
    _may_write(path, yes)
    try:
        text = to_toml(answers(_default if yes else _prompt))
    except typer.Abort:
        raise BridgeError("no answer came and nothing was written; --yes takes every default") from None
    parse(text, str(path))
    _write(path, text)
    print(f"wrote {path}; next: leaderbridge doctor")


def answers(ask: Ask) -> Config:
    """The config that the answers of ``ask`` make."""
    from bridge.audio.settings import AudioSettings, BusSettings
    from bridge.config import Config
    from bridge.names import unique_slugs
    from bridge.outputs.settings import MidiSettings, OscSettings

    usual = Config()
    backend = ask("Sound comes in by (jack, portaudio)", usual.audio.backend, one_of("jack", "portaudio"))
    on_jack = backend == "jack"
    device = (
        "" if on_jack else ask("Part of the input device's name (empty: the default one)", "BlackHole", str)
    )
    names = ask("The buses, one a musician", ", ".join(bus.name for bus in usual.bus), words)
    kind = ask(
        "MIDI clock goes out by (jack, virtual, port, none)",
        "jack" if on_jack else "virtual",
        one_of("jack", "virtual", "port", "none"),
    )
    port = ask(PORT_QUESTIONS[kind], PORT_DEFAULTS[kind], str) if kind in PORT_QUESTIONS else ""
    targets = ask("OSC goes to (host:port, …)", ", ".join(usual.osc.targets), words)
    return Config(
        audio=AudioSettings(backend=backend, device=device),
        bus=tuple(BusSettings(name) for name in unique_slugs(names)),
        midi=() if kind == "none" else (MidiSettings(kind=kind, port=port),),
        osc=OscSettings(targets=targets),
    )


PORT_QUESTIONS = {
    "jack": "Connect the clock to JACK ports whose name has (empty: to none)",
    "virtual": "Name of the MIDI port that others see",
    "port": "Part of the name of the existing MIDI port",
}
PORT_DEFAULTS = {"jack": "", "virtual": "leaderbridge", "port": ""}


def one_of(*allowed: str) -> Callable[[str], str]:
    """A reader that takes one of ``allowed``."""

    def read(text: str) -> str:
        if text.strip() not in allowed:
            raise BridgeError(f"{text!r} is none of: {', '.join(allowed)}")
        return text.strip()

    return read


def words(text: str) -> tuple[str, ...]:
    """A reader of names with commas between."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _default(_question: str, default: str, read: Callable[[str], Any]) -> Any:
    return read(default)


def _prompt(question: str, default: str, read: Callable[[str], Any]) -> Any:
    while True:
        try:
            return read(typer.prompt(question, default=default, show_default=bool(default)))
        except BridgeError as error:
            print(error)


def _may_write(path: Path, yes: bool) -> None:
    if not path.exists():
        return
    if yes or not typer.confirm(f"{path} exists. Overwrite it?", default=False):
        raise BridgeError(
            f"{path} exists and was left as it is; give another name with --config, or remove it"
        )


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BridgeError(f"cannot write {path}: {error.strerror}; give another with --config") from error
