"""``leaderbridge config``: the settings in force, with what each means."""

from __future__ import annotations

from bridge.cli.options import ConfigFile, config_in_force


def config(config: ConfigFile = None) -> None:
    """Print the settings in force as a commented TOML file.

    \b
    Examples:
      leaderbridge config
      leaderbridge config --config gig.toml
      leaderbridge config > gig.toml
    """
    from bridge.config import to_toml

    print(to_toml(config_in_force(config)), end="")
