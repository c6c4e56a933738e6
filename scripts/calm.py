"""Waits until the machine keeps time, a minute at most, and says how well it does.

A virtual machine whose neighbours are busy stops for tens of milliseconds, again and again; no program can
play in time on it.
"""

from __future__ import annotations

import time

SECONDS = 4.0
"""Length of a look."""
LOOKS = 15
LATE_MS = 20.0
"""A nap that lasts this much longer than asked for is a stall."""
CALM = 2
"""Stalls in a look that are no hindrance."""


def stalls(seconds: float) -> list[float]:
    """Milliseconds of each stall in that time."""
    end, found = time.monotonic() + seconds, []
    while (before := time.monotonic()) < end:
        time.sleep(0.001)
        late = 1000 * (time.monotonic() - before) - 1
        if late > LATE_MS:
            found.append(late)
    return found


def main() -> None:
    """Look until it is calm, and say what the last look showed."""
    looks = [stalls(SECONDS)]
    while len(looks[-1]) > CALM and len(looks) < LOOKS:
        looks.append(stalls(SECONDS))
    late = looks[-1]
    print(
        f"the machine stalled {len(late)} times in {SECONDS:g} s, for {max(late, default=0):.0f} ms at most"
        f" ({len(looks)} looks)"
    )


if __name__ == "__main__":
    main()
