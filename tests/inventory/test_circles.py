"""Devices that name each other, or themselves, as their bridge."""

from freezegun.api import FrozenDateTimeFactory

from homeassistant.helpers import device_registry as dr

from ..home import Home

LAMP, MACHINE = "Kitchen lamp", "Coffee machine"


def _via(home: Home, device: str) -> str | None:
    entry = home.device(device)
    assert isinstance(entry, dr.DeviceEntry)
    return entry.via_device_id


async def test_a_circle_is_broken(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """However often the list is read, no device is behind itself."""
    home.sim(LAMP).params["parentid"] = home.sim(MACHINE).device_id
    home.sim(MACHINE).params["parentid"] = home.sim(LAMP).device_id
    await home.set_up()
    for _ in range(2):
        assert None in (_via(home, LAMP), _via(home, MACHINE))
        assert home.coordinator.is_available(home.coordinator.data[_id(home, LAMP)])
        await home.read_list(freezer)


async def test_nobody_is_its_own_bridge(home: Home) -> None:
    """A device that names itself is behind none, and works."""
    home.sim(LAMP).params["parentid"] = _id(home, LAMP)
    await home.set_up()
    assert _via(home, LAMP) is None
    await home.call("turn_on", home.entity_id(LAMP))
    assert home.state(LAMP) == "on"


def _id(home: Home, device: str) -> str:
    return home.sim(device).device_id
