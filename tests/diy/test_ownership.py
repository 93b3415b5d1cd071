"""A device that an account lists belongs to the account, with its entities."""

from custom_components.ewelink.const import DOMAIN
from homeassistant.helpers import device_registry as dr, entity_registry as er
from tests.home import Home, until
from tests.simulator import Simulator

from .network import DiyNetwork

LAMP = "Water heater"


async def left_in_diy_mode(network: DiyNetwork, home: Home) -> str:
    """Show a device of an account that is in DIY mode; nobody has signed in yet."""
    await network.play(cloud=network.simulator)
    device_id = home.sim(LAMP).device_id
    await network.lan.diy(device_id, on=True)
    await network.set_up()
    await network.appears(device_id)
    return device_id


def entry_of(network: DiyNetwork, device_id: str) -> str:
    """Return the entry that shows a device's switch."""
    entity_id = network.entity_id("switch", device_id, "switch")
    entity = er.async_get(network.hass).async_get(entity_id)
    device = network.registered(device_id)
    assert entity is not None
    assert device is not None
    assert entity.config_entry_id == device.config_entry_id
    assert entity.config_entry_id is not None
    return entity.config_entry_id


async def test_device_moves_to_its_account(network: DiyNetwork, home: Home) -> None:
    """Its entities go there as the user knows them, and are not shown twice."""
    device_id = await left_in_diy_mode(network, home)
    registry = er.async_get(network.hass)
    entity_id = network.entity_id("switch", device_id, "switch")
    registry.async_update_entity(entity_id, new_entity_id="switch.my_own")
    assert entry_of(network, device_id) == network.entry.entry_id

    await home.set_up()
    await network.hass.async_block_till_done()
    assert entry_of(network, device_id) == home.entry.entry_id
    assert network.entity_id("switch", device_id, "switch") == "switch.my_own"
    assert device_id not in network.coordinator.data
    devices = dr.async_get(network.hass).async_get_devices(
        identifiers={(DOMAIN, device_id)}
    )
    assert len(devices) == 1
    assert home.coordinator.is_available(home.coordinator.data[device_id])


async def test_account_keeps_it_over_a_reload(network: DiyNetwork, home: Home) -> None:
    """Whoever is set up first, the device stays with its account."""
    device_id = await left_in_diy_mode(network, home)
    await home.set_up()
    await network.hass.config_entries.async_reload(network.entry.entry_id)
    await network.coordinator.async_refresh()
    assert entry_of(network, device_id) == home.entry.entry_id

    await home.reload()
    await network.lan.announce(device_id)
    await network.coordinator.async_refresh()
    await network.hass.async_block_till_done()
    assert entry_of(network, device_id) == home.entry.entry_id


async def test_device_comes_back_when_the_account_goes(
    network: DiyNetwork, home: Home, simulator: Simulator
) -> None:
    """In DIY mode it goes on without the account."""
    device_id = await left_in_diy_mode(network, home)
    await home.set_up()
    await network.hass.config_entries.async_remove(home.entry.entry_id)
    await network.hass.async_block_till_done(wait_background_tasks=True)

    assert device_id in network.coordinator.data
    assert entry_of(network, device_id) == network.entry.entry_id
    await network.lan.announce(device_id)
    await network.appears(device_id)
    await network.lan.set(device_id, switch="on")
    await until(lambda: network.state("switch", device_id, "switch") == "on")
