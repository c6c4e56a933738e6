"""What can be set about the leader: each field is a key of ``[leader]`` in the config."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from typing_extensions import Doc


@dataclass(frozen=True, slots=True)
class LeaderSettings:
    """Settings of the leader station."""

    model: Annotated[str, Doc("path of an ONNX leader model; empty: the one that ships")] = ""
    clear: Annotated[
        float,
        Ge(0.0),
        Le(1.0),
        Doc(
            "share of the lead from which a bus clearly leads (0.5: more than all others and nobody "
            "together); below it nobody is named"
        ),
    ] = 0.5
    margin: Annotated[
        float,
        Ge(0.0),
        Le(1.0),
        Doc("lead in share with which another bus takes over; a leader's may fall so far below clear"),
    ] = 0.15
    patience: Annotated[
        float, Ge(0.0), Le(30.0), Doc("seconds for which a change of leader must last before it counts")
    ] = 0.5
    octave_patience: Annotated[
        float,
        Ge(0.0),
        Le(2.5),
        Doc(
            "seconds for which the model must be sure of half, double or the like of the tempo "
            "before it counts"
        ),
    ] = 1.5
