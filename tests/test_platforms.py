"""What a user finds: the devices of the demo home, and which entities they have."""

from collections import Counter
import logging
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.platforms import PLATFORMS
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .home import Home

# Taken offline in the demo home.
OFFLINE = "Attic light"
COMMON = {
    "alarm",
    "battery",
    "battery_voltage",
    "button",
    "calls",
    "climate",
    "connection",
    "cover",
    "current",
    "door",
    "energy_lifetime",
    "energy_month",
    "energy_today",
    "fan",
    "humidity",
    "lamp",
    "light",
    "live_readings",
    "moisture",
    "motion",
    "online",
    "power",
    "remote",
    "rf",
    "switch",
    "target_temperature",
    "target_temperature_auto",
    "target_temperature_eco",
    "target_temperature_manual",
    "temperature",
    "valve_opening",
    "voltage",
}
RARE = {
    "battery_voltage_limit",
    "brightness_maximum",
    "brightness_minimum",
    "child_lock",
    "energy_lifetime",
    "energy_today",
    "inching",
    "interlock",
    "led",
    "power_on_state",
    "raw_temperature",
    "signal_strength",
    "temperature_correction",
    "thermostat",
    "window_detection",
    "zigbee_led",
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_platform_has_tests_and_snapshots(platform: Platform) -> None:
    """Whoever adds a platform compares its entities in a file of its own."""
    folder = Path(__file__).parent
    assert (folder / f"test_{platform}.py").exists()
    assert (folder / "snapshots" / f"test_{platform}.ambr").exists()


async def test_devices(
    hass: HomeAssistant,
    home: Home,
    device_registry: dr.DeviceRegistry,
    snapshot: SnapshotAssertion,
) -> None:
    """Each device and channel with what tells it apart."""
    await home.set_up()
    devices = dr.async_entries_for_config_entry(device_registry, home.entry.entry_id)
    assert devices
    for device in devices:
        assert device == snapshot(name=device.name)


@pytest.mark.usefixtures("everything_enabled")
async def test_every_entity_can_be_enabled(
    hass: HomeAssistant,
    home: Home,
    entity_registry: er.EntityRegistry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With everything enabled, all of it is there, and nothing is called alike."""
    await home.set_up()
    entries = er.async_entries_for_config_entry(entity_registry, home.entry.entry_id)
    names = Counter[tuple[str, str]]()
    for entry in entries:
        state = hass.states.get(entry.entity_id)
        assert state is not None
        names[entry.domain, state.name] += 1
        is_offline = state.name.startswith(OFFLINE) and state.state != "device_offline"
        is_offline &= entry.domain != Platform.UPDATE
        assert (state.state == STATE_UNAVAILABLE) == is_offline, state
    assert len(entries) == names.total() > 100
    assert max(names.values()) == 1, names.most_common(3)
    complaints = [it for it in caplog.records if it.levelno >= logging.WARNING]
    # The one warns of custom integrations, the other of a slow machine.
    assert {it.name for it in complaints} <= {"homeassistant.loader", "asyncio"}


async def test_what_is_rare_is_disabled(
    hass: HomeAssistant, home: Home, entity_registry: er.EntityRegistry
) -> None:
    """At first a user sees what the devices do, not how they are tuned."""
    await home.set_up()
    entries = er.async_entries_for_config_entry(entity_registry, home.entry.entry_id)
    shown = Counter(_feature(entry) for entry in entries if not entry.disabled)
    hidden = Counter(_feature(entry) for entry in entries if entry.disabled)
    # It comes as soon as the cloud has told what it offers.
    assert shown.keys() - {"firmware"} == COMMON
    assert hidden.keys() == RARE


def _feature(entry: er.RegistryEntry) -> str:
    """Return the key of the feature that an entity shows."""
    return entry.unique_id.partition("_")[2].rstrip("_0123456789")
