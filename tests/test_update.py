"""Tests of the firmware's updates."""

import asyncio
from collections.abc import Generator
from dataclasses import replace
from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import snapshot_platform
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.diagnostics import async_get_config_entry_diagnostics
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.setup import async_setup_component

from .clock import passing, turns
from .home import Home, signed_in, until
from .simulator import CommandFault, UpgradeFate
from .simulator.factory import Row, relay_params

ASK: Final = "POST /v2/device/ota/query"
LAMP: Final = "Kitchen lamp"
BRIDGE: Final = "Zigbee bridge"
SENSOR: Final = "Front door"
HOUR: Final = 3600


@pytest.fixture(autouse=True)
def at_once() -> Generator[None]:
    """Ask as soon as a list was read."""
    with patch("custom_components.ewelink.firmware.SOON_SECONDS", 0):
        yield


async def _asked(home: Home, times: int = 1) -> None:
    await until(lambda: home.called(ASK) >= times)
    await until(lambda: home.coordinator.firmware.known.next_at > 0)
    await home.hass.async_block_till_done(wait_background_tasks=False)


async def _set_up(home: Home) -> None:
    await home.set_up()
    await _asked(home)


def _update(home: Home, device: str = LAMP) -> State:
    state = home.hass.states.get(home.entity_id(device, "firmware"))
    assert state is not None
    return state


def _install(home: Home, device: str = LAMP) -> asyncio.Task[None]:
    entity_id = home.entity_id(device, "firmware")
    return home.hass.async_create_task(home.call("install", entity_id, domain="update"))


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Every device that tells model and version has an update."""
    with patch("custom_components.ewelink.PLATFORMS", [Platform.UPDATE]):
        await _set_up(home)
    registry = er.async_get(home.hass)
    await snapshot_platform(home.hass, registry, snapshot, home.entry.entry_id)


async def test_install(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It is in progress until the device is back, and then the new one is installed."""
    await _set_up(home)
    assert _update(home).state == "on"
    home.simulator.offer_firmware(LAMP, "3.8.0", seconds=20)
    install = _install(home)
    await until(lambda: _update(home).attributes["in_progress"])
    await home.becomes(LAMP, STATE_UNAVAILABLE)
    assert _update(home).attributes["update_percentage"] is None
    assert _update(home).attributes["latest_version"] == "3.8.0"
    await passing(freezer, install, 1)
    assert _update(home).state == "off"
    assert _update(home).attributes["in_progress"] is False
    assert _update(home).attributes["installed_version"] == "3.8.0"
    device = home.device(LAMP)
    assert isinstance(device, dr.DeviceEntry)
    assert device.sw_version == "3.8.0"
    [sent] = home.sent(LAMP, "upgrade")
    assert sent["model"] == "PSF-B01-GL"
    assert sent["version"] == "3.8.0"
    assert [it.keys() for it in sent["binList"]] == [
        {"name", "downloadUrl", "digest"}
    ] * 2
    await _asked(home, 2)


async def test_silent_device(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Who begins without a word has begun."""
    await _set_up(home)
    home.simulator.offer_firmware(LAMP, "3.8.0", fate=UpgradeFate.SILENT, seconds=40)
    await passing(freezer, _install(home), 1)
    assert _update(home).attributes["installed_version"] == "3.8.0"


async def test_no_answer_at_all(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that neither answers nor goes may load it all the same."""
    await _set_up(home)
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    install = _install(home)
    await turns()
    await home.pass_time(freezer, 60)
    assert _update(home).attributes["in_progress"]
    home.simulator.fail_device(LAMP)
    home.simulator.push(LAMP, {"fwVersion": "3.8.0"})
    await install
    assert _update(home).state == "off"


async def test_connection_is_lost(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What was told and not answered by then may have begun."""
    await _set_up(home)
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    install = _install(home)
    await until(lambda: home.sent(LAMP, "upgrade"))
    home.simulator.fail_device(LAMP)
    home.simulator.abort_sockets()
    await home.pass_time(freezer, 40)
    assert _update(home).attributes["in_progress"]
    home.simulator.push(LAMP, {"fwVersion": "3.8.0"})
    await install
    assert _update(home).state == "off"


@pytest.mark.parametrize(
    ("fate", "key", "least"),
    [
        (UpgradeFate.BAD, "firmware_refused", 0),
        (UpgradeFate.OLD, "firmware_as_before", 30),
        (UpgradeFate.LOST, "firmware_not_back", 590),
    ],
)
async def test_failure(
    home: Home, freezer: FrozenDateTimeFactory, fate: UpgradeFate, key: str, least: int
) -> None:
    """Why it failed is told, and the update is there to be tried again."""
    await _set_up(home)
    home.simulator.offer_firmware(LAMP, "3.8.0", fate=fate)
    before = freezer.time_to_freeze
    with pytest.raises(HomeAssistantError) as raised:
        await passing(freezer, _install(home), 2)
    assert raised.value.translation_key == key
    assert raised.value.translation_placeholders is not None
    assert raised.value.translation_placeholders["device"] == LAMP
    assert least <= (freezer.time_to_freeze - before).total_seconds() < least + 60
    assert _update(home).state == "on"
    assert not _update(home).attributes["in_progress"]
    assert home.called(ASK) == 1


@pytest.mark.parametrize(
    ("error", "key"), [(400, "firmware_refused"), (503, "device_offline")]
)
async def test_error(home: Home, error: int, key: str) -> None:
    """An error in the answer is a failure."""
    await _set_up(home)
    home.simulator.fail_device(LAMP, CommandFault(error=error))
    with pytest.raises(HomeAssistantError) as raised:
        await _install(home)
    assert raised.value.translation_key == key


async def test_offline(home: Home) -> None:
    """A device that is offline is told nothing."""
    await _set_up(home)
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, STATE_UNAVAILABLE)
    assert _update(home).state == "on"
    with pytest.raises(HomeAssistantError) as raised:
        await _install(home)
    assert raised.value.translation_key == "device_offline"
    assert not home.sent(LAMP, "upgrade")


async def test_battery(home: Home) -> None:
    """What runs on a battery is told nothing."""
    row = Row(name="Remote relay", uiid=1, params={**relay_params(), "battery": 60})
    device = home.simulator.add_device(row)
    device.newest_firmware = "9.0.0"
    sensor = home.sim(SENSOR)
    sensor.params["fwVersion"], sensor.newest_firmware = "1.0", "1.1"
    await _set_up(home)
    with pytest.raises(HomeAssistantError) as raised:
        await _install(home, SENSOR)
    assert raised.value.translation_key == "firmware_on_battery"
    assert not home.sent(SENSOR, "upgrade")


async def test_twice_at_once(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that loads a firmware is not told to again."""
    await _set_up(home)
    home.simulator.offer_firmware(LAMP, "3.8.0", seconds=20)
    install = _install(home)
    await until(lambda: _update(home).attributes["in_progress"])
    with pytest.raises(HomeAssistantError) as raised:
        await home.coordinator.firmware.async_upgrade(
            home.coordinator.data[home.sim(LAMP).device_id]
        )
    assert raised.value.translation_key == "firmware_in_progress"
    await passing(freezer, install, 1)
    assert len(home.sent(LAMP, "upgrade")) == 1
    with pytest.raises(HomeAssistantError) as raised:
        await home.coordinator.firmware.async_upgrade(
            home.coordinator.data[home.sim(LAMP).device_id]
        )
    assert raised.value.translation_key == "firmware_not_offered"


async def test_unloaded_meanwhile(home: Home) -> None:
    """Nobody waits for a device of an account that is not loaded any more."""
    await _set_up(home)
    home.simulator.offer_firmware(LAMP, "3.8.0", fate=UpgradeFate.LOST)
    install = _install(home)
    await until(lambda: _update(home).attributes["in_progress"])
    await home.becomes(LAMP, STATE_UNAVAILABLE)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    with pytest.raises(HomeAssistantError) as raised:
        await install
    assert raised.value.translation_key == "unloaded"


async def test_updated_elsewhere(home: Home) -> None:
    """What the device tells counts: an update by the app is seen at once."""
    await _set_up(home)
    home.simulator.push(LAMP, {"fwVersion": "3.8.0"})
    await until(lambda: _update(home).state == "off")
    assert _update(home).attributes["latest_version"] == "3.8.0"
    device = home.device(LAMP)
    assert isinstance(device, dr.DeviceEntry)
    assert device.sw_version == "3.8.0"


async def test_back_after_a_restart(home: Home) -> None:
    """A device that was upgraded while Home Assistant was off is just a newer one."""
    await _set_up(home)
    home.simulator.offer_firmware(LAMP, "3.8.0", fate=UpgradeFate.LOST)
    install = _install(home)
    await home.becomes(LAMP, STATE_UNAVAILABLE)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    with pytest.raises(HomeAssistantError):
        await install
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.listed()
    assert not _update(home).attributes["in_progress"]
    home.sim(LAMP).params["fwVersion"] = "3.8.0"
    home.simulator.set_online(LAMP, True)
    await until(lambda: _update(home).state == "off")


async def test_who_has_one(home: Home) -> None:
    """Groups, what tells no version, and most of what is behind a bridge have none."""
    lent = home.sim(SENSOR)
    lent.params["fwVersion"] = "1.0"
    row = Row(name="Bare", uiid=1, params=relay_params(), without=("fwVersion",))
    home.simulator.add_device(row)
    home.simulator.add_device(Row(name="Mirror", uiid=20001, params=relay_params()))
    await _set_up(home)
    assert home.find_entity(BRIDGE, "firmware")
    for device in (SENSOR, "Stairs", "Bare", "Mirror"):
        assert home.find_entity(device, "firmware") is None
    ids = {it.partition("_")[0] for it in _unique_ids(home)}
    assert ids.isdisjoint(home.simulator.groups)
    lent.newest_firmware = "1.1"
    await home.coordinator.firmware.async_refresh()
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _update(home, SENSOR).state == "on"
    lent.newest_firmware = ""
    await home.coordinator.firmware.async_refresh()
    assert _update(home, SENSOR).state == "off"


def _unique_ids(home: Home) -> list[str]:
    entries = er.async_entries_for_config_entry(
        er.async_get(home.hass), home.entry.entry_id
    )
    return [it.unique_id for it in entries if it.domain == Platform.UPDATE]


async def test_behind_a_shared_bridge(home: Home) -> None:
    """What is behind somebody else's bridge is not asked about."""
    for name in (BRIDGE, SENSOR):
        device = home.sim(name)
        device.overrides["sharedBy"] = {"apikey": "somebody"}
    home.sim(SENSOR).params["fwVersion"] = "1.0"
    home.sim(SENSOR).newest_firmware = "1.1"
    await _set_up(home)
    assert home.find_entity(SENSOR, "firmware") is None


async def test_not_permitted(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """An APPID that may not ask is asked once, and nothing is shown of it."""
    home.simulator.fail_next(ASK, error=407, times=None)
    await _set_up(home)
    assert not _unique_ids(home)
    for _ in range(3):
        await home.pass_time(freezer, 12 * HOUR, HOUR)
        await home.coordinator.async_refresh()
    await home.reload()
    await home.coordinator.firmware.async_refresh()
    assert home.called(ASK) == 1
    assert not ir.async_get(home.hass).issues
    told = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert told["firmware"] == {"is_answered": False, "is_refused": True, "offers": 0}


async def test_another_app_id(home: Home) -> None:
    """What one APPID may not do is tried with another one."""
    home.simulator.fail_next(ASK, error=407, times=None)
    await _set_up(home)
    assert not _unique_ids(home)
    home.simulator.clear_faults()
    account, apps = home.simulator.account, home.simulator.world.apps
    apps["another"] = replace(apps[account.app_id], app_id="another")
    account.app_id = "another"
    home.hass.config_entries.async_update_entry(
        home.entry, data=signed_in(home.simulator)
    )
    await home.reload()
    await until(lambda: _unique_ids(home))


async def test_not_permitted_any_more(home: Home) -> None:
    """What was shown before stays in the registry."""
    await _set_up(home)
    before = _unique_ids(home)
    assert before
    home.coordinator.firmware.known.is_answered = False
    home.coordinator.firmware.known.next_at = 0
    home.simulator.fail_next(ASK, error=407, times=None)
    await home.reload()
    await _asked(home, 2)
    assert _unique_ids(home) == before


async def test_once_a_day(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """All devices are asked about in a few calls, once a day; a reload asks nothing."""
    await _set_up(home)
    count = home.called(ASK)
    assert count == 1
    await home.reload()
    assert home.called(ASK) == count
    await home.pass_time(freezer, 23 * HOUR, HOUR / 4)
    assert home.called(ASK) == count
    await home.pass_time(freezer, 3 * HOUR, HOUR / 4)
    await until(lambda: home.called(ASK) == count + 1)


async def test_refresh(home: Home) -> None:
    """The user's refresh asks, also that of one update; those at once ask together."""
    assert await async_setup_component(home.hass, "homeassistant", {})
    await _set_up(home)
    home.simulator.offer_firmware(LAMP, "3.9.0")
    await home.hass.services.async_call("ewelink", "refresh_devices", blocking=True)
    assert _update(home).attributes["latest_version"] == "3.9.0"
    assert home.called(ASK) == 2
    entities = [home.entity_id(it, "firmware") for it in (LAMP, BRIDGE, "Desk")]
    await home.call("update_entity", *entities, domain="homeassistant")
    assert home.called(ASK) == 3


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"error": 412}, {"error": 500}, {"error": 9}]
)
async def test_question_that_fails(
    home: Home, freezer: FrozenDateTimeFactory, fault: dict[str, Any]
) -> None:
    """Nothing is shown before the first answer, and it is asked again with a list."""
    home.simulator.fail_next(ASK, **fault)
    await _set_up(home)
    assert not _unique_ids(home)
    freezer.tick(HOUR + 1)
    await home.coordinator.async_refresh()
    await _asked(home, 2)
    await until(lambda: _unique_ids(home))
    home.simulator.fail_next(ASK, **fault)
    await home.coordinator.firmware.async_refresh()
    assert _update(home).state == "on"
