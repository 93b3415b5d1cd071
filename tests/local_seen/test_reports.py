"""What a report and Home Assistant's health tell of the local network."""

import json
from typing import Any

from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from homeassistant.setup import async_setup_component
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.local_home import heard, peer_of
from tests.test_secrets import found, secrets

LAMP, HEATER = "Kitchen lamp", "Water heater"


async def _local(home: Home, device: str) -> dict[str, Any]:
    """Return what a report tells of a device in the local network."""
    entry = home.device(device)
    report = await async_get_device_diagnostics(home.hass, home.entry, entry)
    local: dict[str, Any] = report["local"]
    return local


async def test_device_that_is_there(local_home: Home, lan: LanSimulator) -> None:
    """Its way, when it was there last, and all that went wrong."""
    await lan.fault(LAMP, resets=2)
    await heard(local_home, lan, LAMP)
    target = "off" if local_home.state(LAMP) == "on" else "on"
    await local_home.call(f"turn_{target}", local_home.entity_id(LAMP))

    local = await _local(local_home, LAMP)
    counts = local.pop("counts")
    assert counts["news"] >= 1
    assert local == {
        "way": "auto",
        "has_typed_address": False,
        "is_there": True,
        "can_send": True,
        "hindrance": None,
        "silent_for": 0,
        "type": "plug",
        "is_plain": False,
        "refused": {},
        "resets": 2,
    }


async def test_device_that_was_never_heard(local_home: Home) -> None:
    """Only what the user chose is known."""
    device_id = local_home.sim(LAMP).device_id
    options = {
        "local_control": {
            "devices": {device_id: "local"},
            "addresses": {device_id: "lamp.lan"},
        }
    }
    entry = local_home.entry
    local_home.hass.config_entries.async_update_entry(entry, options=options)
    assert await _local(local_home, HEATER) == {
        "way": "auto",
        "has_typed_address": False,
    }
    local = await _local(local_home, LAMP)
    assert (local["way"], local["has_typed_address"]) == ("local", True)
    report = await async_get_config_entry_diagnostics(local_home.hass, entry)
    assert report["entry"]["options"] == {
        "local_control": {
            "way": "auto",
            "devices": 1,
            "addresses": 1,
            "keep_offline": True,
        }
    }
    text = json.dumps(report, default=str)
    assert device_id not in text
    assert "lamp.lan" not in text


async def test_device_whose_key_is_wrong(local_home: Home, lan: LanSimulator) -> None:
    """It is heard, and that is all."""
    await lan.key(LAMP, "00000000-0000-4000-8000-000000000001")
    await lan.announce(LAMP)
    await until(lambda: peer_of(local_home, LAMP).hindrance)
    local = await _local(local_home, LAMP)
    assert (local["hindrance"], local["can_send"]) == ("wrong_key", False)
    assert local["counts"]["unreadable"] == 1


async def test_path_that_was_refused(local_home: Home, lan: LanSimulator) -> None:
    """It is told with the device's error."""
    await heard(local_home, lan, LAMP)
    await lan.fault(LAMP, refused={"switch": 422})
    target = "off" if local_home.state(LAMP) == "on" else "on"
    await local_home.call(f"turn_{target}", local_home.entity_id(LAMP))
    assert (await _local(local_home, LAMP))["refused"] == {"switch": 422}


async def test_no_secret_and_no_address(local_home: Home, lan: LanSimulator) -> None:
    """A report can be shown to anybody."""
    await heard(local_home, lan, LAMP, HEATER)
    report = await async_get_config_entry_diagnostics(local_home.hass, local_home.entry)
    text = json.dumps(report, default=str)
    assert found(secrets(local_home.simulator), text) == []
    for device in (LAMP, HEATER):
        host, _ = lan.address(device)
        assert host not in text
        assert local_home.sim(device).devicekey not in text


async def test_health(local_home: Home, lan: LanSimulator) -> None:
    """It is counted which way devices are reached."""
    home = local_home
    assert await async_setup_component(home.hass, "system_health", {})
    total = sum(map(home.coordinator.is_available, home.coordinator.data.values()))
    info = await get_system_health_info(home.hass, DOMAIN)
    info.pop("can_reach_cloud").close()
    assert info["local_devices"] == f"0 local and {total} by the cloud"
    await heard(home, lan, LAMP, HEATER)
    info = await get_system_health_info(home.hass, DOMAIN)
    info.pop("can_reach_cloud").close()
    assert info["local_devices"] == f"2 local and {total - 2} by the cloud"
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    info = await get_system_health_info(home.hass, DOMAIN)
    info.pop("can_reach_cloud").close()
    assert info["local_devices"] == "not loaded"
