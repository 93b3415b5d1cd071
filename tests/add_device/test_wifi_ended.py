"""Pairings with the host's own Wi-Fi that end before they are done."""

import asyncio
from typing import Any

import pytest

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from tests.fake_network_manager import Returning
from tests.fake_network_manager.model import Settings, State
from tests.home import until

from .conftest import MARKER
from .site import INTERFACE, Site
from .test_recovery import stored
from .wizard import wifi_of_home

pytestmark = pytest.mark.demo("Zigbee bridge")


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2])
@pytest.mark.parametrize("event", ["close", "unload", "stop"])
async def test_ended_at_any_moment(site: Site, event: str, moment: float) -> None:
    """Whatever ends it, and whenever, the network comes back."""
    device = await site.start()
    device.pace = 0.3
    await site.go_to_wifi(device)
    await site.wizard.fill_in(**wifi_of_home())
    await asyncio.sleep(moment)
    hass = site.home.hass
    match event:
        case "close":
            await site.wizard.close()
        case "unload":
            await hass.config_entries.async_unload(site.home.entry.entry_id)
        case "stop":
            hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    assert device.given is None


async def test_marker_is_there_meanwhile(
    site: Site, hass_storage: dict[str, Any]
) -> None:
    """It holds what has to be brought back, and nothing secret."""
    device = await site.start()
    device.pace = 0.3
    await site.go_to_wifi(device)
    await site.wizard.fill_in(**wifi_of_home())
    await until(lambda: MARKER in hass_storage)
    kept = hass_storage[MARKER]["data"]
    assert kept.keys() == {"interface", "uuid"}
    assert kept["interface"] == INTERFACE
    await site.wizard.close()
    await site.home.hass.async_block_till_done()


@pytest.mark.parametrize("way", ["wifi"], indirect=True)
async def test_another_try_after_the_network_did_not_come_back(site: Site) -> None:
    """What was there before the first try is brought back first."""
    [wifi] = [it for it in site.host.devices.values() if it.name == INTERFACE]
    device = await site.start()
    site.host.activate(site.host.add_profile(_saved("Spare")), wifi)
    await until(lambda: wifi.state == State.ACTIVATED)
    assert wifi.active is not None
    uuid = wifi.active.profile.uuid
    site.host.returning = Returning.FAILS
    assert await site.pair(device) == "failed"
    assert site.wizard.errors == {"base": "not_restored"}

    site.host.returning = Returning.WELL
    await device.press()
    await site.wizard.fill_in(next="other_way")
    await site.wizard.choose("by_wifi")
    assert await site.wizard.settled() == "pick"
    await site.wizard.fill_in(hotspot=device.ssid)
    await site.wizard.fill_in(**wifi_of_home())
    assert await site.wizard.settled() == "ended: device_added"
    assert wifi.active is not None
    assert wifi.active.profile.uuid == uuid
    # For the comparison with the beginning.
    site.host.profiles.pop(wifi.active.profile.path)
    site.host.end(wifi)


@pytest.mark.parametrize("way", ["wifi"], indirect=True)
async def test_what_never_comes_back(site: Site, hass_storage: dict[str, Any]) -> None:
    """It stands in nobody's way, and is kept in mind."""
    [wifi] = [it for it in site.host.devices.values() if it.name == INTERFACE]
    lost = site.host.add_profile(_saved("Router that was replaced"))
    data = {"interface": INTERFACE, "uuid": lost.uuid}
    hass_storage[MARKER] = stored(data)
    site.host.returning = Returning.FAILS
    device = await site.start()
    assert await site.pair(device) == "ended: device_added"
    assert hass_storage[MARKER]["data"] == data
    # For the comparison with the beginning.
    site.host.profiles.pop(lost.path)
    del hass_storage[MARKER]
    assert wifi.active is None


def _saved(name: str) -> Settings:
    return {
        "connection": {"id": name, "uuid": name, "type": "802-11-wireless"},
        "802-11-wireless": {"ssid": name.encode(), "mode": "infrastructure"},
        "ipv4": {"method": "auto"},
    }
