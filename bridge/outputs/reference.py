"""The reference page of the OSC protocol, written from its table."""

from __future__ import annotations

from collections.abc import Iterable

from bridge.outputs.protocol import IN, OUT, Arg, In, Out

HEAD = """# OSC reference

*Made from the table in `bridge/outputs/protocol.py` by `python -m bridge.outputs.protocol > docs/osc.md`.*

OSC 1.0 over UDP. Types are `i` (int32), `f` (float32) and `s` (string); bundles carry the immediate time
tag and stay under 1,400 bytes. The bridge listens on 127.0.0.1:9700 and always sends to 127.0.0.1:9701
unless the config says otherwise.
"""


def page() -> str:
    """The whole page, in Markdown."""
    out = [
        _row(f"`{row.address.replace('{bus}', '<bus>')}`", _args(row), row.when, row.help)
        for row in OUT.values()
    ]
    into = [_row(f"`{row.address}`", _args(row), row.help) for row in IN.values()]
    return (
        "\n".join(
            (
                HEAD,
                "## What goes out",
                "",
                *_head("address", "arguments", "when", "meaning"),
                *out,
                "",
                "## What comes in",
                "",
                "Numbers are taken as `i` or `f`. Buttons (`pressed`) act on non-zero or no argument "
                "and ignore 0.",
                "What cannot be obeyed is answered with `/bridge/error`, sent to the port that the sender",
                "subscribed, or to where the message came from.",
                "",
                *_head("address", "arguments", "meaning"),
                *into,
            )
        )
        + "\n"
    )


def _head(*titles: str) -> tuple[str, str]:
    return _row(*titles), _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _args(row: Out | In) -> str:
    dots = "…" if isinstance(row, Out) and row.rest else ""
    return ", ".join(_arg(a) for a in row.args) + dots or "none"


def _arg(arg: Arg) -> str:
    limits: Iterable[str] = (f"{arg.low:g}", f"{arg.high:g}")
    bounded = arg.low > float("-inf")
    return f"`{arg.tag}` {arg.name}" + (f" ({' to '.join(limits)})" if bounded else "")
