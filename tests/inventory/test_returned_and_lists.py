"""Tests of devices that wait to be asked while the list is read."""

from unittest.mock import patch

from custom_components.ewelink.api.errors import EwelinkConnectionError
from custom_components.ewelink.inventory.returned import ReturnedDevices
from homeassistant.core import HomeAssistant

from ..clock import turns
from ..home import Home

LAMP = "Kitchen lamp"
PLUG = "Coffee machine"


def _wait(home: Home, *names: str) -> ReturnedDevices:
    """Let devices wait for a turn that does not come."""
    inventory = home.coordinator.inventory
    returned = inventory._returned
    returned._next_at = float("inf")
    with patch.object(returned, "_async_plan"):
        returned.async_add([inventory.devices[home.sim(it).device_id] for it in names])
    return returned


async def test_list_that_fails(home: Home) -> None:
    """Who waits is asked nevertheless."""
    await home.set_up()
    returned = _wait(home, LAMP, PLUG)
    failure = EwelinkConnectionError("gone")
    with patch.object(home.coordinator.link, "homes", side_effect=failure):
        await home.coordinator.async_refresh()
    await turns(3)
    assert set(returned._waiting) == {
        home.sim(LAMP).device_id,
        home.sim(PLUG).device_id,
    }


async def test_list_that_lacks_one(home: Home, hass: HomeAssistant) -> None:
    """It answers for those that it holds."""
    await home.set_up()
    returned = _wait(home, LAMP, PLUG)
    home.sim(PLUG).absent = True
    await home.coordinator.async_refresh()
    assert set(returned._waiting) == {home.sim(PLUG).device_id}
