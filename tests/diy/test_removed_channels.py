"""Channels of a device in DIY mode that a user removes."""

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.const import DOMAIN
from homeassistant.helpers import device_registry as dr
from tests.api.lan.announcing import record

from .network import DiyNetwork
from .test_coming_and_going import hear


async def test_channel_of_a_device_that_is_lost(network: DiyNetwork) -> None:
    """The device goes as a whole or not at all."""
    strip = await network.start("strip")
    hear(network, strip, record({"switch": "on"}, device_id=strip))
    assert not network.is_available(strip)
    channel = dr.async_get(network.hass).async_get_child_device_by_identifier(
        (DOMAIN, f"{strip}_1"), network.entry.entry_id
    )
    assert channel is not None
    assert not await async_remove_config_entry_device(
        network.hass, network.entry, channel
    )
    assert network.registered(strip) is not None
    assert strip in network.coordinator.data


async def test_channel_that_a_device_has_no_more(network: DiyNetwork) -> None:
    """It can be removed though the device is there."""
    strip = await network.start("strip")
    device = network.registered(strip)
    assert device is not None
    channel = dr.async_get(network.hass).async_get_or_create_child(
        config_entry_id=network.entry.entry_id,
        identifiers={(DOMAIN, f"{strip}_17")},
        name="Channel 18",
        parent_device_id=device.id,
    )
    assert await async_remove_config_entry_device(network.hass, network.entry, channel)
    assert network.is_available(strip)
