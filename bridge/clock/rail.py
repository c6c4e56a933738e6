"""The rail of the song that is on: how far the band may leave its tempo and still be followed."""

from __future__ import annotations

from bridge.clock.setlist import Song

BACK = 0.1
"""Part of the rail by which the band must be inside again: at the very edge nothing flickers."""


class Rail:
    """Whether the band is off the rail of ``song``; without a song there is none. Pure."""

    def __init__(self, song: Song | None = None) -> None:
        self.song = song
        self.off = False

    def see(self, bpm: float | None) -> None:
        """Take in the band's tempo as it is heard now, None while there is none."""
        if self.song is None or bpm is None:
            self.off = False
        else:
            self.off = not self.song.keeps(bpm, BACK if self.off else 0.0)
