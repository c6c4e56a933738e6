"""The command line: ``leaderbridge demo | run | analyse | devices | doctor | config | init | monitor | …``.

One file a command. A command imports what it needs when it runs, so that ``--help`` needs neither numpy nor
a model.
"""

from bridge.cli.main import main

__all__ = ["main"]
