"""A pairing and its dialogs: closed, reloaded, opened twice, left alone."""

import asyncio
from datetime import timedelta

from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.pairing_manager import RESULT_SECONDS, PairingManager
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.util.dt import utcnow
from tests.home import Home, until
from tests.simulator.accounts import NEIGHBOUR
from tests.simulator.hotspot import HotspotServer

from .conftest import OpenWizard
from .test_failures import is_in_account, start
from .wizard import Wizard, wifi_of_home

LONG = 0.4


def pairings(home: Home) -> PairingManager:
    """Return what runs, or ran."""
    return home.hass.data[DATA_SHARED].pairings


async def begun(home: Home, wizard: Wizard, profile: str = "colink") -> HotspotServer:
    """Begin to pair a device that takes its time, until it is in the account."""
    device = await start(home, profile)
    assert await wizard.go_to_wifi(device.address) == "wifi"
    device.pace = LONG
    assert await wizard.fill_in(**wifi_of_home()) == "pair"
    await until(lambda: is_in_account(home, device))
    return device


async def test_stages_are_shown(home: Home, wizard: Wizard) -> None:
    """Each thing that is done is told while it is done."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    await wizard.fill_in(**wifi_of_home())
    seen = []
    while wizard.step == "pair":
        seen.append(wizard.result.get("progress_action"))
        await asyncio.sleep(0.02)
        await wizard.look()
    assert list(dict.fromkeys(filter(None, seen)))[-2:] == ["sending", "waiting"]


async def test_closing_the_dialog(home: Home, wizard: Wizard) -> None:
    """It ends the pairing, and takes out what was added for nothing."""
    device = await begun(home, wizard)
    await wizard.close()
    await until(lambda: not is_in_account(home, device))
    await until(lambda: pairings(home).async_of(home.entry.entry_id) is None)
    assert device.given is None


async def test_page_that_is_reloaded(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """The pairing goes on; a new dialog shows it, and then what it came to."""
    await begun(home, wizard)
    other = open_wizard()
    assert await other.open() == "pair"
    assert await other.settled() == "ended: device_added"


async def test_old_dialog_has_no_say_any_more(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """When another dialog has taken over, closing the first one ends nothing."""
    await begun(home, wizard)
    other = open_wizard()
    await other.open()
    await wizard.close()
    assert await other.settled() == "ended: device_added"


async def test_result_is_kept(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """Who comes back too late to see it run sees what it came to."""
    await begun(home, wizard, "always_error")
    await until(lambda: not pairings(home).is_busy, 30)
    other = open_wizard()
    assert await other.open() == "failed"
    assert other.errors == {"base": "refused"}


async def test_result_is_forgotten(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """After a while the menu is back, and nothing useless is in the account."""
    device = await start(home, "silent")
    assert await wizard.pair(device.address) == "failed"
    later = utcnow() + timedelta(seconds=RESULT_SECONDS + 1)
    async_fire_time_changed(home.hass, later)
    await home.hass.async_block_till_done()
    assert await open_wizard().open() == "init"
    assert not is_in_account(home, device)


async def test_two_dialogs_start_one_pairing(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """The second dialog shows what the first one started."""
    device = await start(home)
    other = open_wizard()
    await other.go_to_wifi(device.address)
    await device.press()
    await wizard.go_to_wifi(device.address)
    device.pace = LONG
    await wizard.fill_in(**wifi_of_home())
    running = pairings(home).async_of(home.entry.entry_id)
    assert await other.fill_in(**wifi_of_home()) == "pair"
    assert pairings(home).async_of(home.entry.entry_id) is running
    assert await other.settled() == "ended: device_added"


async def test_menu_while_a_pairing_begins(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """A menu that was open before leads to the pairing that runs by now."""
    other = open_wizard()
    await other.open()
    await begun(home, wizard)
    assert await other.choose("add_device") == "pair"
    assert await other.settled() == "ended: device_added"


async def test_another_account(home: Home, wizard: Wizard) -> None:
    """One pairing at a time: another account has to wait."""
    neighbour = Home(home.hass, home.simulator, home.simulator.world.account(NEIGHBOUR))
    await neighbour.set_up()
    await begun(home, wizard)
    theirs = Wizard(neighbour, [])
    assert await theirs.open() == "init"
    assert await theirs.choose("add_device") == "ended: pairing_elsewhere"


async def test_another_account_after_a_failure(home: Home, wizard: Wizard) -> None:
    """What was added for nothing does not stay because somebody else goes on."""
    device = await start(home, "silent")
    assert await wizard.pair(device.address) == "failed"
    neighbour = Home(home.hass, home.simulator, home.simulator.world.account(NEIGHBOUR))
    await neighbour.set_up()
    theirs = Wizard(neighbour, [])
    other = await start(neighbour)
    assert await theirs.pair(other.address) == "ended: device_added"
    await home.hass.async_block_till_done()
    assert not is_in_account(home, device)


async def test_account_that_is_unloaded(
    home: Home, wizard: Wizard, open_wizard: OpenWizard
) -> None:
    """It ends the pairing, and tells so when the options are opened again."""
    device = await begun(home, wizard)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert not pairings(home).is_busy
    assert not is_in_account(home, device)

    await home.hass.config_entries.async_setup(home.entry.entry_id)
    other = open_wizard()
    assert await other.open() == "failed"
    assert other.errors == {"base": "ended"}


async def test_home_assistant_that_stops(home: Home, wizard: Wizard) -> None:
    """It ends the pairing before everything else is gone."""
    device = await begun(home, wizard)
    home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await home.hass.async_block_till_done()
    assert not pairings(home).is_busy
    assert not is_in_account(home, device)


async def test_dialog_closed_while_looking(home: Home, wizard: Wizard) -> None:
    """Nothing goes on of what only looked for a device."""
    device = await start(home, "slow")
    device.pace = LONG
    await wizard.begin("joined")
    await wizard.fill_in(address=device.address)
    await wizard.close()
    await home.hass.async_block_till_done()
    assert device.requests == []
