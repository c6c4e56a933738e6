"""The OSC process: joins server, beat and steps, each in a thread of its own."""

from __future__ import annotations

import logging
import threading

from bridge.outputs.announcer import Announcer
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.osc_beat import OscBeat
from bridge.outputs.osc_server import Intake, Server
from bridge.outputs.osc_steps import OscSteps
from bridge.outputs.process import Leaving, Ready, Wiring, ask_for_real_time
from bridge.outputs.settings import OscSettings
from bridge.outputs.subscribers import Subscribers


def serve(settings: OscSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Speak and hear OSC until asked to leave.

    Raises BridgeError when the port is busy or a target is no address.
    """
    logging.disable(logging.WARNING)  # python-osc warns of each odd datagram: anyone could flood the terminal
    subscribers = Subscribers(settings.targets)
    with Server(settings.host, settings.port) as server:
        meter = Meter(HealthBlock.attach(wiring.health))
        announcer = Announcer(server.socket, subscribers, meter)
        steps = OscSteps(announcer, Board.attach(wiring.board), wiring.steps, wiring.buses, settings.rate)
        beat = OscBeat(announcer, Board.attach(wiring.board), wiring.slot, settings.offset_ms)
        server.hear(Intake(announcer, subscribers, wiring.commands))
        threads = (
            threading.Thread(target=server.serve_forever, args=(0.05,), name="osc-in"),
            threading.Thread(target=_beat, args=(beat, meter, leaving), name="osc-beat"),
        )
        for thread in threads:
            thread.start()
        wiring.news.send(Ready(wiring.name, f"OSC on {settings.host}:{settings.port}"))
        try:
            while not leaving.asked():
                steps.serve()
        finally:
            leaving.ask()
            server.shutdown()
            for thread in threads:
                thread.join()


def _beat(beat: OscBeat, meter: Meter, leaving: Leaving) -> None:
    meter.ordinary = not ask_for_real_time()
    while not leaving.asked():
        beat.serve()
