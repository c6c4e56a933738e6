from bridge.leader.veto import LASTS, Vetoes
from bridge.types import Reading


def activity(bus, value, arrived):
    return Reading(bus, "activity", arrived - 1.5, arrived, value)


def test_a_silent_bus_is_not_free_to_lead_until_it_sounds_again():
    vetoes = Vetoes(["drums", "bass"])
    vetoes.hear([activity("drums", 0.0, 2.0), activity("bass", 0.4, 2.0)])
    assert vetoes.free(2.1) == [False, True]
    vetoes.hear([activity("drums", 0.1, 3.0)])
    assert vetoes.free(3.1) == [True, True]


def test_a_veto_that_is_not_said_again_is_forgotten():
    vetoes = Vetoes(["drums"])
    vetoes.hear([activity("drums", 0.0, 2.0)])
    assert vetoes.free(2.0 + LASTS - 0.1) == [False]
    assert vetoes.free(2.0 + LASTS + 0.1) == [True]


def test_what_is_unknown_and_what_may_not_veto_forbids_nothing():
    vetoes = Vetoes(["drums"])
    vetoes.hear(
        [
            Reading("drums", "instrument", 0.0, 1.0, "unknown", 0.1),
            Reading("drums", "level", 0.0, 1.0, -120.0),
            Reading("drums", "tempo", 0.0, 1.0, 0.0),
        ]
    )
    assert vetoes.free(1.1) == [True]
