"""``docs/configuration.md``, made of the settings themselves: ``python -m bridge.config.page``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from bridge.config.allowed import allowed, help_of
from bridge.config.config import Config
from bridge.config.toml import literal, summary

PAGE = Path("docs/configuration.md")

INTRO = """\
# Configuration

<!-- Made by `make docs` from bridge/*/settings.py; change it there. -->

One TOML file holds all settings, and every key may be left out: without any file there are four buses on
JACK, a MIDI clock on JACK and OSC to port 9701.

    leaderbridge init                      # asks a few questions and writes the file
    leaderbridge config                    # prints the settings in force, commented
    leaderbridge run --config gig.toml     # uses another file than your own

Your own file is `~/.config/leaderbridge/leaderbridge.toml`, on macOS
`~/Library/Application Support/leaderbridge/leaderbridge.toml`. A mistake in it is answered with one line that
names the file, the key, the value and what is allowed; nothing starts. Sections in two brackets may stand
several times, once for each bus or output.

A small file:

```toml
[[bus]]
name = "drums"
channels = [1, 2]     # a stereo pair

[[bus]]
name = "bass"

[[bus]]
name = "sampler"
machine = true        # it plays to our clock, so it must not lead

[clock]
prior_bpm = 90
```

The defaults below are those on Linux.
"""


def page() -> str:
    """The whole page, as Markdown."""
    hints = get_type_hints(Config)
    return "\n".join([INTRO, *(_section(field.name, hints[field.name]) for field in fields(Config))])


def _section(key: str, hint: Any) -> str:
    many = get_origin(hint) is tuple
    cls = get_args(hint)[0] if many else hint
    head = f"## [[{key}]]" if many else f"## [{key}]"
    return "\n".join(
        [
            head,
            "",
            summary(cls),
            "",
            "| key | default | allowed | meaning |",
            "|---|---|---|---|",
            *_rows(cls),
            "",
        ]
    )


def _rows(cls: type) -> Iterator[str]:
    hints = get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        missing = not isinstance(field.default, str | int | float | tuple)
        default = "(needed)" if missing else f"`{literal(field.default)}`"
        cells = (f"`{field.name}`", default, allowed(hints[field.name]), help_of(hints[field.name]))
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
