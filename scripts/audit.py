"""``python -m scripts.audit``: known vulnerabilities of what the bridge needs to run, by pip-audit.

Asks PyPI's vulnerability service about each run-time dependency as it is installed, theirs too. Exit code 1
when one has a known vulnerability. Where the service cannot be asked, that is said, and it is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = "leaderbridge"
Report = Mapping[str, Any]
"""What pip-audit says as JSON."""


def needed(root: str = ROOT) -> dict[str, str]:
    """Name and installed version of all that ``root`` needs to run, without its extras; not itself."""
    found: dict[str, str] = {}
    waiting = [*_requirements(root)]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            try:
                found[name] = distribution(name).version
            except PackageNotFoundError:
                continue
            waiting += _requirements(name)
    return dict(sorted(found.items()))


def _requirements(name: str) -> Iterator[str]:
    for line in distribution(name).requires or ():
        required = Requirement(line)
        if required.marker is None or required.marker.evaluate({"extra": ""}):
            yield required.name


def asked(pins: Mapping[str, str]) -> Report:
    """What pip-audit says of these; empty when it could ask nobody."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{name}=={version}\n" for name, version in pins.items())
        file.flush()
        options = ["--requirement", file.name, "--no-deps", "--disable-pip", "--progress-spinner", "off"]
        command = [sys.executable, "-m", "pip_audit", *options, "--format", "json"]
        said = subprocess.run(command, capture_output=True, text=True, timeout=300).stdout
    try:
        return dict(json.loads(said))
    except ValueError:
        return {}


def verdict(report: Report) -> tuple[Sequence[str], int]:
    """The lines for a person, and the exit code."""
    packages = report.get("dependencies", [])
    bad = [_said(each, found) for each in packages for found in each.get("vulns", ())]
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    if len(skipped) == len(packages):
        return ["audit: the vulnerability service cannot be asked from here: nothing was looked at"], 0
    looked = f"audit: {len(packages) - len(skipped)} dependencies looked at, {len(bad)} vulnerabilities known"
    passed_over = f"; not looked at: {', '.join(skipped)}" if skipped else ""
    return [looked + passed_over, *bad], int(bool(bad))


def _said(package: Report, found: Report) -> str:
    mended = ", ".join(found["fix_versions"]) or "no version yet"
    return f"audit: {package['name']} {package['version']}: {found['id']}, mended in {mended}"


def main() -> int:
    """Print the verdict."""
    lines, code = verdict(asked(needed()))
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
