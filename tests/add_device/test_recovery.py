"""What a crash in the middle of a pairing left behind, at the next start."""

from typing import Any

import pytest

from custom_components.ewelink.add_device.recovery import async_recover
from custom_components.ewelink.domain_data import DATA_SHARED
from tests.fake_network_manager import Returning
from tests.home import Home, until

from .conftest import MARKER
from .site import INTERFACE, Site
from .wizard import Wizard

NO_BUS = "unix:path=/dev/null/none"


def stored(data: dict[str, Any]) -> dict[str, Any]:
    """Return a marker as it is on disk."""
    return {"version": 1, "minor_version": 1, "key": MARKER, "data": data}


async def recovered(home: Home) -> None:
    """Start as Home Assistant does, and wait until all is tried."""
    async_recover(home.hass)
    recovery = home.hass.data[DATA_SHARED].pairings.recovery
    assert recovery is not None
    await until(recovery.done, 10)
    await recovery


@pytest.mark.parametrize("way", ["uplink"], indirect=True)
async def test_connection_is_brought_back(
    site: Site, hass_storage: dict[str, Any]
) -> None:
    """What a marker tells of is used again, and the marker goes."""
    [wifi] = site.host.devices.values()
    assert wifi.active is not None
    data = {"interface": INTERFACE, "uuid": wifi.active.profile.uuid}
    site.host.end(wifi)
    hass_storage[MARKER] = stored(data)
    await recovered(site.home)
    assert MARKER not in hass_storage


@pytest.mark.parametrize("way", ["uplink"], indirect=True)
async def test_connection_that_does_not_come_back(
    site: Site, hass_storage: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """It is told, and tried again at the next start."""
    [wifi] = site.host.devices.values()
    assert wifi.active is not None
    data = {"interface": INTERFACE, "uuid": wifi.active.profile.uuid}
    site.host.end(wifi)
    site.host.returning = Returning.FAILS
    hass_storage[MARKER] = stored(data)
    await recovered(site.home)
    assert "Wi-Fi is not back to what it was before a pairing" in caplog.text
    assert hass_storage[MARKER]["data"] == data

    site.host.returning = Returning.WELL
    await recovered(site.home)
    assert MARKER not in hass_storage


async def test_nothing_manages_the_wifi(
    home: Home,
    wizard: Wizard,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is told, and what has to be brought back is not forgotten."""
    data = {"interface": INTERFACE, "uuid": "old"}
    hass_storage[MARKER] = stored(data)
    await recovered(home)
    assert "nothing manages it" in caplog.text
    assert hass_storage[MARKER]["data"] == data


@pytest.mark.parametrize("data", [{}, {"interface": 1, "uuid": None}, {"uuid": "x"}])
async def test_marker_that_is_none(
    home: Home,
    wizard: Wizard,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    data: dict[str, Any],
) -> None:
    """Nothing is done about what cannot be read."""
    hass_storage[MARKER] = stored(data)
    await recovered(home)
    assert "Wi-Fi" not in caplog.text


async def test_bus_that_is_gone_before_the_search(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way is there no more, and another one can be chosen."""
    await site.wizard.begin(site.way)
    if site.way == "wifi":
        assert await site.wizard.settled() == "failed"
        await site.wizard.fill_in(next="try_again")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", NO_BUS)
    if site.way == "uplink":
        await site.wizard.fill_in(confirm=True)
    assert await site.wizard.settled() == "failed"
    assert site.wizard.errors == {"base": "no_way"}
    await site.wizard.fill_in(next="other_way")
    assert not {"by_wifi", "by_uplink"} & {*site.wizard.menu}
