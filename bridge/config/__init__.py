"""One TOML file → one frozen `Config`: every value checked, every error naming its key.

The stations own their settings (``bridge/*/settings.py``); here they become one file's sections. A new key
is a new field there, with its limits and its help: the check, the message, ``leaderbridge config`` and
``docs/configuration.md`` follow from it.
"""

from bridge.config.config import Config
from bridge.config.document import ConfigError
from bridge.config.load import default_path, load, parse
from bridge.config.setlist import set_list
from bridge.config.toml import to_toml

__all__ = ["Config", "ConfigError", "default_path", "load", "parse", "set_list", "to_toml"]
