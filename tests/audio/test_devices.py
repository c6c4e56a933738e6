"""What can be listened to is listed, and nothing is not an error."""

import pytest

from bridge.audio.devices import jack_devices, list_devices


def test_without_a_jack_server_nothing_is_listed_and_nothing_printed(capfd):
    assert jack_devices("lb-no-such-server") == ()
    assert all(device.backend == "portaudio" for device in list_devices("lb-no-such-server"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.e2e
def test_a_jack_server_is_listed_with_its_ports(start_jackd):
    with start_jackd(synchronous=True, rate=44_100) as (server, _):
        (device,) = jack_devices(server)
    assert (device.backend, device.name, device.inputs, device.outputs, device.rate) == (
        "jack",
        server,
        2,
        2,
        44_100,
    )
    assert device.ports == ("system:capture_1", "system:capture_2")
