"""Puts uPlot, which draws the page's curves, beside the page when the package is built.

The tree holds no code of others: it is fetched by name, version and checksum with npm, whose own settings
say from where. Without npm the package is built all the same; its page then says that the curves are missing.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "uplot@1.6.32"
SHA512 = "KIMVnG68zvu5XXUbC4LQEPnhwOxBuLyW1AHtpm6IKTXImkbLgkMy+jabjLgSLMasNuGGzQm/ep3tOkyTxpiQIw=="
FILES = ("package/dist/uPlot.esm.js", "package/dist/uPlot.min.css", "package/LICENSE")
PLACE = "bridge/dashboard/page/vendor"
PATIENCE = 120
"""Seconds that npm may take."""


class CurvesHook(BuildHookInterface):  # type: ignore[misc]
    """Run by hatchling before a wheel, an editable install or an sdist is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the files unless they are there; see hatchling's documentation of build hooks."""
        place = Path(self.root) / PLACE
        stamp = place / "VERSION"
        if stamp.is_file() and stamp.read_text(encoding="ascii") == NAME:
            return
        try:
            _unpack(_fetched(), place)
            stamp.write_text(NAME, encoding="ascii")
        except (OSError, subprocess.SubprocessError, ValueError) as why:
            self.app.display_warning(f"no {NAME} ({why}): the page will have no curves; install npm")


def _fetched() -> bytes:
    """The package as npm has it; raises ValueError when it is another than the one that was chosen."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("there is no npm")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, NAME]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, cwd=folder)
        data = next(Path(folder).glob("*.tgz")).read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != SHA512:
        raise ValueError("its checksum is wrong")
    return data


def _unpack(data: bytes, place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for name in FILES:
            member = archive.extractfile(name)
            if member is None:
                raise ValueError(f"{name} is not in it")
            (place / Path(name).name).write_bytes(member.read())
