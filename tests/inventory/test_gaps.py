"""Tests of lists with gaps: what cannot be read is not gone."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import device_registry as dr

from ..home import Home

FAMILY = "GET /v2/family"
LAMP = "Kitchen lamp"


def _bridge(home: Home) -> str | None:
    """Return what the front door's sensor is connected by."""
    device = home.device("Front door")
    assert isinstance(device, dr.DeviceEntry)
    return device.via_device_id


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"deviceid": None}, id="no id"),
        pytest.param({"deviceid": {}}, id="odd id"),
    ],
)
async def test_item_that_cannot_be_read(
    home: Home, freezer: FrozenDateTimeFactory, overrides: dict[str, Any]
) -> None:
    """A device whose item turns unreadable stays."""
    await home.set_up()
    home.sim(LAMP).overrides.update(overrides)
    for _ in range(3):
        await home.read_list(freezer)
        await home.pass_time(freezer, 70, step=10)

    assert home.state(LAMP) == "off"
    assert home.device(LAMP)


async def test_no_home_at_all(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """An answer without homes removes no device."""
    await home.set_up()
    data = {"familyList": [], "currentFamilyId": ""}
    home.simulator.fail_next(FAMILY, error=0, times=None, data=data)
    for _ in range(3):
        await home.read_list(freezer)
        await home.pass_time(freezer, 70, step=10)

    assert home.state(LAMP) == "off"


async def test_params_missing(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A listing without params does not part a sensor from its bridge."""
    await home.set_up()
    before = _bridge(home)
    home.sim("Front door").overrides["params"] = None
    await home.read_list(freezer)
    assert before is not None
    assert _bridge(home) == before

    home.simulator.set_online("Zigbee bridge", False)
    await home.becomes("Front door", "unavailable", "door")


async def test_owner_missing(home: Home) -> None:
    """A device whose owner is not told is commanded as one of our own."""
    home.sim(LAMP).dropped = ("apikey",)
    await home.set_up()
    await home.call("turn_on", home.entity_id(LAMP))

    [frame] = [it for it in home.simulator.frames if it.action == "update"]
    assert frame.data["apikey"] == home.simulator.account.apikey


async def test_account_without_entities(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """An empty account is read every hour, so that it need not stay so."""
    for device in home.simulator.devices.values():
        device.absent = True
    await home.set_up()
    assert not home.coordinator.data
    before = home.lists_read
    await home.pass_time(freezer, 3600, step=60)

    assert home.lists_read == before + 1
