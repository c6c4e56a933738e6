"""What the ears that are networks can name: words for people, routable in a patch."""

from __future__ import annotations

INSTRUMENTS = (
    "acoustic_guitar",
    "clean_guitar",
    "distorted_guitar",
    "electric_bass",
    "double_bass",
    "drums",
    "percussion",
    "tabla",
    "piano",
    "electric_piano",
    "organ",
    "synthesizer",
    "violin",
    "cello",
    "flute",
    "saxophone",
    "trumpet",
    "voice",
)
"""The 18 of the instrument ear, after MedleyDB's taxonomy (Bittner et al., ISMIR 2014)."""
STYLES = (
    "pop",
    "jig",
    "reel",
    "hornpipe",
    "folk_waltz",
    "cha_cha_cha",
    "jive",
    "quickstep",
    "rumba",
    "samba",
    "tango",
    "viennese_waltz",
    "slow_waltz",
)
"""The 13 of the style ear: a pop song, four folk dances, the eight of the Ballroom data set."""
