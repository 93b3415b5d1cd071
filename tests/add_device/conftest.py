"""The wizard, and the promise that no Wi-Fi password is kept anywhere."""

from collections.abc import AsyncGenerator, Callable
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts

from custom_components.ewelink.diagnostics import async_get_config_entry_diagnostics
from custom_components.ewelink.pairing import gateway
from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.helpers.json import JSONEncoder
from tests.fake_network_manager import FakeNetworkManager
from tests.fake_network_manager.running import running_bus, running_host
from tests.home import Home, until
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID

from .site import INTERFACE, Site
from .wizard import Wizard

MARKER = "ewelink.pairing"

type OpenWizard = Callable[[], Wizard]


@pytest.fixture(autouse=True)
def no_system_bus(
    socket_enabled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let there be no D-Bus and no hotspot, whatever this machine has."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    monkeypatch.setattr(gateway, "_ROUTES", tmp_path / "none")


@pytest.fixture
def shown() -> list[ConfigFlowResult]:
    """Return all that any dialog showed."""
    return []


@pytest.fixture(autouse=True)
async def nothing_is_kept(
    home: Home,
    shown: list[ConfigFlowResult],
    caplog: pytest.LogCaptureFixture,
    hass_storage: dict[str, Any],
) -> AsyncGenerator[None]:
    """Look for the password everywhere when a test has ended."""
    caplog.set_level(logging.DEBUG)
    yield
    await home.hass.async_block_till_done()
    kept = [repr(shown), caplog.text, json.dumps(hass_storage, cls=JSONEncoder)]
    if home.entry.state is ConfigEntryState.LOADED:
        diagnostics = await async_get_config_entry_diagnostics(home.hass, home.entry)
        kept.append(json.dumps(diagnostics, cls=JSONEncoder))
    for text in kept:
        assert WIFI_PASSWORD not in text


@pytest.fixture
async def wizard(home: Home, open_wizard: OpenWizard) -> Wizard:
    """Return a dialog of an account that is set up; it is not open yet."""
    await home.set_up()
    return open_wizard()


@pytest.fixture
def open_wizard(home: Home, shown: list[ConfigFlowResult]) -> OpenWizard:
    """Return what makes a dialog."""
    return lambda: Wizard(home, shown)


@pytest.fixture
async def host(
    no_system_bus: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[FakeNetworkManager]:
    """Run a NetworkManager on a bus that takes the place of the system's."""
    async with (
        running_bus(monkeypatch) as bus,
        running_host(bus, monkeypatch) as host,
    ):
        local = {"dhcp_server_identifier": "127.0.0.1", "routers": "127.0.0.1"}
        host.lease |= local
        yield host


@pytest.fixture(params=["wifi", "uplink"])
def way(request: pytest.FixtureRequest) -> str:
    """Let the Wi-Fi be one to spare, or the uplink."""
    way: str = request.param
    return way


@pytest.fixture
async def site(
    wizard: Wizard,
    host: FakeNetworkManager,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
    hass_storage: dict[str, Any],
) -> AsyncGenerator[Site]:
    """Return a host, whose network has to be in the end what it was before."""
    if way == "wifi":
        host.add_ethernet()
        device = host.add_wifi(INTERFACE)
    else:
        device = host.add_wifi(INTERFACE, on=WIFI_SSID)
    host.hear(device, "Neighbour", 40)
    host.hear(device, "Neighbour 5 GHz", 40, 5180)
    before = host.snapshot()
    yield Site(wizard.home, wizard, host, way, monkeypatch)
    await until(lambda: host.snapshot() == before)
    assert MARKER not in hass_storage
