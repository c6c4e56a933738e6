"""The token: one for this computer, that only its owner can read."""

import stat

import pytest

from bridge.dashboard.address import code, url
from bridge.dashboard.settings import DashboardSettings
from bridge.dashboard.token import token
from bridge.errors import BridgeError


def test_it_is_made_once_long_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "state" / "token"
    made = token(path)
    assert len(made) >= 22
    assert token(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert token(tmp_path / "another") != made


def test_an_empty_file_is_no_token(tmp_path):
    path = tmp_path / "token"
    path.touch()
    assert len(token(path)) >= 22


def test_where_it_cannot_be_kept_is_told_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BridgeError, match="token cannot be kept"):
        token(tmp_path / "file" / "token")


def test_on_the_network_it_is_in_the_address_and_the_code_is_drawn(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert url(DashboardSettings(mode="here", port=9702)) == "http://127.0.0.1:9702/"
    address = url(DashboardSettings(mode="lan", port=9702))
    assert address.endswith(f":9702/?token={token()}")
    assert len(code(address).splitlines()) > 10
