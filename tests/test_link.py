"""Tests of an account that runs by another link, without any cloud."""

from collections.abc import Generator
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.ewelink.availability import GRACE_SECONDS
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import async_get_config_entry_diagnostics
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .devices.common import thing
from .memory_link import HOME, MemoryLink

PLUG, STRIP, METER = "1000000001", "1000000002", "1000000003"


@pytest.fixture
def link() -> Generator[MemoryLink]:
    """Return a link that the next account gets instead of the cloud's."""
    outlets = [{"outlet": outlet, "switch": "off"} for outlet in range(4)]
    made = MemoryLink(
        thing(1, {"switch": "off"}, deviceid=PLUG, home_id=HOME.id, room_id="1"),
        thing(4, {"switches": outlets}, deviceid=STRIP, name="Strip"),
        thing(32, {"switch": "on", "power": "5.0"}, deviceid=METER, name="Meter"),
    )
    with patch("custom_components.ewelink.LocalFirstLink", return_value=made):
        yield made


@pytest.fixture
async def entry(hass: HomeAssistant, link: MemoryLink) -> MockConfigEntry:
    """Return an account that is set up with that link."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Memory",
        unique_id="me",
        data={
            "region": "eu",
            "app_id": "app",
            "app_secret": "secret-of-app",
            "apikey": "me",
            "tokens": {
                "access": "a",
                "refresh": "r",
                "issued": 0,
                "access_expires": 0,
                "refresh_expires": 0,
            },
        },
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


def entity_id(hass: HomeAssistant, device_id: str, feature: str, domain: str) -> str:
    """Return the entity of a device's feature."""
    registry = er.async_get(hass)
    found = registry.async_get_entity_id(domain, DOMAIN, f"{device_id}_{feature}")
    assert found is not None
    return found


async def test_devices_are_there(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Devices, channels and rooms are registered as from the cloud's list."""
    assert entry.state is ConfigEntryState.LOADED
    registry = dr.async_get(hass)
    plug = registry.async_get_device_by_identifier((DOMAIN, PLUG), entry.entry_id)
    assert plug is not None
    assert plug.area_id == "kitchen"
    assert registry.async_get_child_device_by_identifier(
        (DOMAIN, f"{STRIP}_3"), entry.entry_id
    )
    plug_switch = entity_id(hass, PLUG, "switch", "switch")
    assert shown(hass, plug_switch) == "off"


async def test_pushes_and_commands(
    hass: HomeAssistant, entry: MockConfigEntry, link: MemoryLink
) -> None:
    """What a device reports is shown, and what it obeys as well."""
    plug = entity_id(hass, PLUG, "switch", "switch")
    link.push(PLUG, {"switch": "on"})
    assert shown(hass, plug) == "on"

    third = entity_id(hass, STRIP, "switch_2", "switch")
    await hass.services.async_call("switch", "turn_on", {"entity_id": third}, True)
    assert shown(hass, third) == "on"
    assert link.known[STRIP].params["switches"] == [{"outlet": 2, "switch": "on"}]

    live = entity_id(hass, METER, "live_readings", "button")
    await hass.services.async_call("button", "press", {"entity_id": live}, True)
    assert link.asked == [{"uiActive": 60}]
    assert "uiActive" not in entry.runtime_data.data[METER].params


async def test_device_that_does_not_answer(
    hass: HomeAssistant, entry: MockConfigEntry, link: MemoryLink
) -> None:
    """The command fails, and the device is asked how it stands."""
    plug = entity_id(hass, PLUG, "switch", "switch")
    link.is_silent = True
    link.known[PLUG].params["switch"] = "on"
    with pytest.raises(HomeAssistantError):
        await hass.services.async_call("switch", "turn_off", {"entity_id": plug}, True)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert shown(hass, plug) == "on"


async def test_loss(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    link: MemoryLink,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Devices become unavailable when the link is gone for the grace time."""
    link.lose()
    freezer.tick(GRACE_SECONDS + 1)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    plug = entity_id(hass, PLUG, "switch", "switch")
    assert shown(hass, plug) == "unavailable"


async def test_what_only_a_cloud_has(
    hass: HomeAssistant, entry: MockConfigEntry, link: MemoryLink
) -> None:
    """No device can be added; diagnostics and unloading do without a cloud."""
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    result = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"next_step_id": "add_device"}
    )
    assert result["reason"] == "cannot_add"
    assert await async_get_config_entry_diagnostics(hass, entry)
    assert await hass.config_entries.async_unload(entry.entry_id)


def shown(hass: HomeAssistant, entity_id: str) -> str:
    """Return the state of an entity."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state.state
