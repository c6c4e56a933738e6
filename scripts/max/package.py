"""The whole package: every file of patches/max with what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import bridge as leaderbridge
from scripts.max import beats, bridge, buses, controls, device, helps, home, phase, reference, values
from scripts.max.examples import EXAMPLES
from scripts.max.spec import Object

OBJECTS: tuple[Object, ...] = tuple(
    spec for family in (bridge, values, beats, phase, buses, controls) for spec in family.OBJECTS
)
"""All objects, in the order of the home patch."""
NAME = "leaderbridge"


def files() -> Mapping[str, bytes]:
    """Every file below patches/max, by its path there."""
    return dict(_files())


def _files() -> Iterator[tuple[str, bytes]]:
    by_name = {spec.name: spec for spec in OBJECTS}
    for spec in OBJECTS:
        others = [other for other in by_name if other != spec.name]
        yield f"patchers/{spec.name}.maxpat", spec.draw(spec).text().encode()
        yield f"help/{spec.name}.maxhelp", helps.page(spec).text().encode()
        yield f"docs/{spec.name}.maxref.xml", reference.page(spec, others).encode()
    for example in EXAMPLES:
        yield f"examples/{example.name}.maxpat", example.draw(by_name).text().encode()
    yield f"extras/{NAME}.maxpat", home.page(by_name, EXAMPLES).text().encode()
    yield f"devices/{device.FILE}", device.amxd()
    yield "package-info.json", (json.dumps(_info(), indent=1) + "\n").encode()


def _info() -> dict[str, object]:
    """What Max shows about the package."""
    return {
        "name": NAME,
        "displayname": "leaderbridge",
        "version": leaderbridge.__version__,
        "author": "the leaderbridge contributors",
        "authors": ["the leaderbridge contributors"],
        "description": (
            "Hears which musician leads an ensemble's tempo: leader, tempo, beat, phase and buses of the "
            "bridge in Max, and a device that lets Live follow."
        ),
        "tags": ["tempo", "beat", "OSC", "ensemble", "Max for Live"],
        "website": "",
        "homepatcher": f"{NAME}.maxpat",
        "max_version_min": "8.1",
        "max_version_max": "none",
        "os": {
            "macintosh": {"min_version": "none", "platform": ["x64", "aarch64"]},
            "windows": {"min_version": "none", "platform": ["x64"]},
        },
        "package_extra": {"copyright": "GPL-3.0-or-later"},
    }
