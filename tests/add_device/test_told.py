"""Devices that have the Wi-Fi may come online at any time, and are left alone."""

import asyncio
from datetime import timedelta
import gc
import json

import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.pairing.wifi import HomeWifi
from custom_components.ewelink.pairing_manager import RESULT_SECONDS
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.util.dt import utcnow
from tests.home import Home, until
from tests.simulator.canaries import WIFI_PASSWORD
from tests.simulator.hotspot import HotspotServer

from .conftest import OpenWizard
from .test_failures import is_in_account, start, try_again
from .test_sessions import pairings
from .wizard import Wizard, wifi_of_home


async def again(wizard: Wizard, address: str) -> None:
    """Go on after a device that never came online."""
    assert await try_again(wizard) == "mode"
    assert await wizard.fill_in() == "joined"
    await wizard.fill_in(address=address)
    assert await wizard.settled() == "wifi"


def come_online(home: Home, device: HotspotServer) -> None:
    """Let a device come online late."""
    home.simulator.cloud.devices.set_online(device.device, online=True)


@pytest.mark.parametrize("event", ["close", "stop", "unload", "expire"])
async def test_second_try_that_fails(home: Home, wizard: Wizard, event: str) -> None:
    """A device of the first try is in use by now, and stays."""
    device = await start(home, "never_online")
    assert await wizard.pair(device.address) == "not_online"
    await device.press()
    await again(wizard, device.address)
    await device.close()
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    come_online(home, device)
    match event:
        case "close":
            await wizard.close()
        case "stop":
            home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
        case "unload":
            await home.hass.config_entries.async_unload(home.entry.entry_id)
        case "expire":
            later = utcnow() + timedelta(seconds=RESULT_SECONDS + 1)
            async_fire_time_changed(home.hass, later)
    await home.hass.async_block_till_done()
    assert is_in_account(home, device)


async def test_another_device_in_the_same_dialog(home: Home, wizard: Wizard) -> None:
    """The first one stays, too."""
    device = await start(home, "never_online")
    assert await wizard.pair(device.address) == "not_online"
    other = await start(home)
    come_online(home, device)
    await again(wizard, other.address)
    await wizard.fill_in(**wifi_of_home(name="Other"))
    assert await wizard.settled() == "ended: device_added"
    assert is_in_account(home, device)


async def test_result_that_nobody_has_looked_at(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """A device that was paired well stays when another one is paired."""
    device, second = await start(home), await start(home)
    other = open_wizard()
    assert await other.go_to_wifi(second.address) == "wifi"
    assert await wizard.go_to_wifi(device.address) == "wifi"
    await wizard.fill_in(**wifi_of_home())
    await until(lambda: not pairings(home).is_busy, 15)
    await other.fill_in(**wifi_of_home(name="Other"))
    assert await other.settled() == "ended: device_added"
    assert is_in_account(home, device)


async def test_dialog_that_is_behind(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """Giving up in an old dialog does not undo what a newer one has done."""
    device = await start(home, "never_online")
    assert await wizard.pair(device.address) == "not_online"
    other = open_wizard()
    assert await other.open() == "not_online"
    device.profile = (await start(home)).profile
    await device.press()
    await again(other, device.address)
    await other.fill_in(**wifi_of_home())
    assert await other.settled() == "ended: device_added"
    assert await try_again(wizard, "give_up") == "ended: kept"
    assert is_in_account(home, device)


async def test_device_that_only_needs_to_be_added(home: Home, wizard: Wizard) -> None:
    """It is not looked for again: it has left pairing mode."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    add = "POST /v2/device/add"
    home.simulator.fail_next(add, status=502, times=None)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": "cloud_unreachable"}
    home.simulator.clear_faults()
    assert await try_again(wizard) == "name"
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "ended: device_added"


async def test_stranger_at_the_address(home: Home, wizard: Wizard) -> None:
    """Whoever has the address by the time the form is sent is told nothing."""
    device = await start(home)
    assert await wizard.go_to_wifi(device.address) == "wifi"
    await device.close()
    received = []

    async def _serve(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        received.append(await reader.read(2048))
        writer.close()

    stranger = await asyncio.start_server(_serve, "127.0.0.1", device.port)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    stranger.close()
    assert received
    assert not any(WIFI_PASSWORD.encode() in it for it in received)


async def test_device_that_is_back_before_the_line_is_pasted(
    home: Home, wizard: Wizard
) -> None:
    """A device of the account that got another Wi-Fi is there at once."""
    lamp = home.sim("Kitchen lamp")
    told = {"deviceid": lamp.device_id, "apikey": lamp.devicekey}
    line = json.dumps({"device": told, "sent": True, "error": None})
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    await wizard.fill_in(line=f"ewelink-pairing:{line}")
    await wizard.fill_in(name="Kitchen lamp")
    assert await wizard.settled() == "ended: device_added"


async def test_current_home_that_is_left_out(
    home: Home, open_wizard: OpenWizard
) -> None:
    """A device without a room comes into a home that is shown."""
    await home.set_up()
    left_out = home.simulator.family("My home").id
    home.hass.config_entries.async_update_entry(
        home.entry, options={"left_out_homes": [left_out]}
    )
    await home.reload()
    device = await start(home)
    assert await open_wizard().pair(device.address) == "ended: device_added"
    assert device.device.place.family_id == home.simulator.family("Cottage").id


async def test_account_that_is_removed(home: Home, wizard: Wizard) -> None:
    """A dialog that is still open ends."""
    device = await start(home, "silent")
    assert await wizard.pair(device.address) == "failed"
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert await try_again(wizard) == "ended: not_loaded"


@pytest.mark.parametrize("profile", ["always_error", "silent", "never_online"])
async def test_password_does_not_live_on(
    home: Home, wizard: Wizard, profile: str
) -> None:
    """Nothing keeps the Wi-Fi alive when a pairing has failed."""
    device = await start(home, profile)
    gc.collect()
    gc.disable()
    try:
        page = "not_online" if profile == "never_online" else "failed"
        assert await wizard.pair(device.address) == page
        kept = [it for it in gc.get_objects() if isinstance(it, HomeWifi)]
    finally:
        gc.enable()
    assert kept == []
