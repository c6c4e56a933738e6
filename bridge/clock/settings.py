"""The settings of the beat, with what they mean to a musician."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le
from typing_extensions import Doc

AutoStart = Literal["on_lock", "count_in", "manual"]


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """How the beat is followed and when the receivers start."""

    min_bpm: Annotated[float, Ge(20), Le(300), Doc("slowest tempo that is believed, BPM")] = 40.0
    max_bpm: Annotated[float, Ge(60), Le(400), Doc("fastest tempo that is believed, BPM")] = 240.0
    prior_bpm: Annotated[
        float,
        Ge(0),
        Le(400),
        Doc("about what tempo to expect: decides between half and double time; 0 = no opinion"),
    ] = 0.0
    hint_bpm: Annotated[
        float, Ge(0), Le(400), Doc("tempo to tick at before anything is heard; 0 = wait in silence")
    ] = 0.0
    tightness: Annotated[
        float, Ge(0), Le(1), Doc("how closely the beat follows each note: 0 calm, 1 nervous")
    ] = 0.5
    slew: Annotated[float, Gt(0), Le(20), Doc("how fast the clock's tempo may change, % a second")] = 6.0
    bend: Annotated[
        float,
        Gt(0),
        Le(10),
        Doc("how far the clock may leave the band's tempo to glide back onto its beat, %"),
    ] = 10.0
    confidence: Annotated[float, Ge(0), Le(1), Doc("tempo confidence under which the beat is held")] = 0.8
    auto_start: Annotated[
        AutoStart,
        Doc(
            "when receivers get Start: on_lock = at the next bar once locked; count_in = on beat 5 of "
            "four stick clicks; manual = when told"
        ),
    ] = "on_lock"
    count_in_bus: Annotated[
        str, Doc("the bus on which count-ins are clicked; empty: the first that may lead")
    ] = ""
    beats_in_bar: Annotated[int, Ge(1), Le(15), Doc("beats in a bar")] = 4
    beat_unit: Annotated[Literal[1, 2, 4, 8, 16], Doc("what note value is a beat: 4 = quarter")] = 4
    set_list: Annotated[
        str, Doc("the file with the songs of the set, from this file's folder; empty: no set list")
    ] = ""

    @property
    def meter(self) -> tuple[int, int]:
        """``(beats in a bar, beat unit)``."""
        return (self.beats_in_bar, self.beat_unit)
