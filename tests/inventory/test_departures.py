"""Tests of devices that leave, and of lists that remove nothing."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from ..home import Home, until

THINGS = "GET /v2/device/thing"
FAMILY = "GET /v2/family"
LAMP = "Kitchen lamp"
LIST_CHANGED = '{"action":"notify","params":{"type":"addDevice"}}'


def _is_listed(home: Home, device_id: str) -> bool:
    return device_id in home.coordinator.data


async def test_removed_device(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A device that is not listed is unavailable, and a minute later it leaves."""
    await home.set_up()
    entity_id, device_id = home.entity_id(LAMP), home.sim(LAMP).device_id
    home.simulator.remove_device(LAMP)
    await home.read_list(freezer)
    state = home.hass.states.get(entity_id)
    assert state is not None
    assert state.state == "unavailable"
    assert home.find_device(device_id)

    await home.pass_time(freezer, 50, step=5)
    assert home.find_device(device_id)
    await home.pass_time(freezer, 15, step=5)
    await until(lambda: home.hass.states.get(entity_id) is None)
    assert home.find_device(device_id) is None
    assert not _is_listed(home, device_id)


async def test_device_with_channels_leaves_whole(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Channels go with their device."""
    await home.set_up()
    device_id = home.sim("Garden relay").device_id
    home.simulator.remove_device("Garden relay")
    await home.read_list(freezer)
    await home.pass_time(freezer, 70, step=5)

    await until(lambda: not _is_listed(home, device_id))
    assert home.find_device(device_id) is None
    assert home.find_device(device_id, 0) is None


async def test_missing_device_that_is_listed_again(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that one list left out stays."""
    await home.set_up()
    home.sim(LAMP).absent = True
    await home.read_list(freezer)
    assert home.state(LAMP) == "unavailable"

    home.sim(LAMP).absent = False
    await home.pass_time(freezer, 70, step=5)
    assert home.state(LAMP) == "off"
    await home.pass_time(freezer, 120, step=5)
    assert home.state(LAMP) == "off"


async def test_removed_device_that_comes_back(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that left can be added again."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    home.sim(LAMP).absent = True
    await home.read_list(freezer)
    await home.pass_time(freezer, 70, step=5)
    await until(lambda: not _is_listed(home, device_id))
    home.sim(LAMP).absent = False
    await home.read_list(freezer)

    await home.becomes(LAMP, "off")
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")


async def test_removed_bridge_takes_its_children(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What is behind a bridge that is not listed is unavailable."""
    await home.set_up()
    home.sim("Zigbee bridge").absent = True
    await home.read_list(freezer)

    assert home.state("Front door", "door") == "unavailable"


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 500}, id="HTTP 500"),
        pytest.param({"error": 412}, id="quota"),
        pytest.param({"error": 5}, id="refused"),
    ],
)
@pytest.mark.parametrize("interface", [FAMILY, THINGS])
async def test_failed_list_removes_nothing(
    home: Home, freezer: FrozenDateTimeFactory, interface: str, fault: dict[str, Any]
) -> None:
    """A list that could not be read says nothing about what is not in it."""
    await home.set_up()
    home.sim("Water heater").absent = True
    home.simulator.fail_next(interface, times=None, **fault)
    home.simulator.push_text(LIST_CHANGED)
    await home.pass_time(freezer, 200, step=5)

    assert home.called(interface) >= 3
    assert home.state("Water heater") == "off"
    assert home.state(LAMP) == "off"


async def test_partial_list_removes_nothing(home: Home) -> None:
    """A list that breaks off says nothing either about the homes that were read."""
    await home.set_up()
    home.sim(LAMP).absent = True
    home.simulator.delay(0.1, THINGS)
    before = len(home.simulator.calls)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: [it for it in home.simulator.calls[before + 1 :] if it.status])
    home.simulator.fail_next(THINGS, status=403)
    await until(reading.done)

    assert home.state(LAMP) == "off"


async def test_second_list_that_fails(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Only a second complete list removes what the first one did not hold."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    home.simulator.remove_device(LAMP)
    await home.read_list(freezer)
    home.simulator.fail_next(FAMILY, status=500)
    await home.pass_time(freezer, 70, step=5)
    assert home.find_device(device_id)

    await home.pass_time(freezer, 70, step=5)
    assert home.find_device(device_id) is None


async def test_device_that_left_while_home_assistant_was_off(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The registry does not keep what the account has no longer."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.simulator.remove_device(LAMP)
    await home.set_up()
    assert home.find_device(device_id)

    await home.pass_time(freezer, 70, step=5)
    assert home.find_device(device_id) is None
