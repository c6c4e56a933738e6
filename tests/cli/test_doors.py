"""What is opened to the network is said, and how to shut it."""

import pytest

from bridge.cli.doors import open_doors, warn_of_open_doors
from bridge.config import Config
from bridge.dashboard.settings import DashboardSettings
from bridge.outputs.settings import OscSettings


def test_by_default_nothing_is_open():
    assert not list(open_doors(Config(dashboard=DashboardSettings(mode="here"))))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost"])
def test_this_computer_alone_is_no_network(host):
    assert not list(open_doors(Config(osc=OscSettings(host=host))))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "studio.local"])
def test_an_osc_port_that_others_reach_is_a_warning(host, capsys):
    warn_of_open_doors(Config(osc=OscSettings(host=host, port=9800)))
    said = capsys.readouterr().err
    assert said.startswith("leaderbridge: warning: OSC is open to the network")
    assert said.count("\n") == 1
    assert host in said
    assert "9800" in said


def test_a_page_for_the_local_network_is_a_warning():
    (said,) = open_doors(Config(dashboard=DashboardSettings(mode="lan")))
    assert "token" in said
