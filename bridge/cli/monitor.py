"""``leaderbridge monitor``: what comes in over OSC, a line a message."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer


def monitor(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The UDP port to listen on.")] = 9701,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 hears other machines.")
    ] = "127.0.0.1",
) -> None:
    """Print every OSC message that arrives, until Ctrl-C: what a patch would see.

    \b
    Examples:
      leaderbridge monitor
      leaderbridge monitor --port 7400 --host 0.0.0.0
    """
    import logging

    from bridge.outputs.monitor import listen

    logging.disable(logging.WARNING)  # python-osc warns of each datagram that is no OSC
    try:
        listen(port, host)
    except BrokenPipeError:  # whoever read along (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains as it leaves
