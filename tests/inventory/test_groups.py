"""Tests of groups that come and go with the list."""

from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import async_get_device_diagnostics
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..home import Home
from ..simulator.accounts import NEIGHBOUR
from ..simulator.factory import Row, relay_params
from .homes import area_id, show_homes
from .two_accounts import other, remove

LAMP: Final = "Kitchen lamp"
COFFEE: Final = "Coffee machine"
HEATER: Final = "Nursery heater"
GROUP: Final = "Downstairs"
DOWNSTAIRS: Final = "switch.downstairs"
THINGS: Final = "GET /v2/device/thing"


def _device(home: Home, name: str = GROUP) -> dr.AnyDeviceEntry:
    found = home.find_device(home.simulator.group(name).id)
    assert found is not None
    return found


def _state(home: Home, entity_id: str = DOWNSTAIRS) -> str | None:
    state = home.hass.states.get(entity_id)
    return None if state is None else state.state


def _entity_ids(home: Home, group_id: str) -> dict[str, str]:
    entries = er.async_entries_for_config_entry(
        er.async_get(home.hass), home.entry.entry_id
    )
    found = [it for it in entries if it.unique_id.startswith(group_id)]
    return {it.unique_id.partition("_")[2]: it.entity_id for it in found}


async def test_device(home: Home) -> None:
    """A group is a device of its own, with one entity."""
    group = home.simulator.group(GROUP)
    group.place.room_id = home.simulator.family("My home").rooms[0].id
    await home.set_up()
    device = _device(home)
    assert isinstance(device, dr.DeviceEntry)
    assert (device.name, device.model, device.via_device_id) == (GROUP, "Group", None)
    assert device.area_id == area_id(home, "Kitchen")
    assert list(_entity_ids(home, group.id)) == ["switch"]
    light = _entity_ids(home, home.simulator.group("Reading corner").id)
    assert list(light) == ["light"]


async def test_new_group(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A new group is there without a reload."""
    await home.set_up()
    group = home.simulator.add_group("Heat", HEATER, "Washing machine", room="Bathroom")
    await home.read_list(freezer)
    [entity_id] = _entity_ids(home, group.id).values()
    assert _state(home, entity_id) == "on"
    assert _device(home, "Heat").area_id == area_id(home, "Bathroom")


async def test_renamed_group(home: Home) -> None:
    """A name from the app is taken over, but never that of the user."""
    await home.set_up()
    home.simulator.rename_group(GROUP, "Ground floor")
    await home.coordinator.async_refresh()
    assert _device(home, "Ground floor").name == "Ground floor"
    device = _device(home, "Ground floor")
    dr.async_get(home.hass).async_update_device(device.id, name_by_user="Mine")
    home.simulator.rename_group("Ground floor", "Basement")
    await home.coordinator.async_refresh()
    device = _device(home, "Basement")
    assert (device.name, device.name_by_user) == ("Basement", "Mine")


async def test_deleted_group(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A group is unavailable after the first list without it, and gone with a second.

    One that is made anew is another one.
    """
    await home.set_up()
    group_id = home.simulator.group(GROUP).id
    home.simulator.remove_group(GROUP)
    await home.coordinator.async_refresh()
    assert _state(home) == STATE_UNAVAILABLE
    assert home.find_device(group_id) is not None
    await home.pass_time(freezer, 70, 5)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _state(home) is None
    assert home.find_device(group_id) is None
    assert home.state(LAMP) == "off"
    home.simulator.add_group(GROUP, LAMP, COFFEE)
    await home.coordinator.async_refresh()
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _state(home) == "off"


async def test_group_that_comes_back(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A group that one list lacks stays as it is with the next one."""
    await home.set_up()
    group = home.simulator.groups.pop(home.simulator.group(GROUP).id)
    await home.coordinator.async_refresh()
    assert _state(home) == STATE_UNAVAILABLE
    home.simulator.groups[group.id] = group
    await home.coordinator.async_refresh()
    assert _state(home) == "off"
    await home.pass_time(freezer, 70, 5)
    assert _state(home) == "off"


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": None},
        {"error": 406},
        {"data": {"thingList": []}, "error": 0},
    ],
)
async def test_partial_list(
    home: Home, freezer: FrozenDateTimeFactory, fault: dict[str, object]
) -> None:
    """A list that is not whole removes no group."""
    await home.set_up()
    home.simulator.remove_group(GROUP)
    for _ in range(3):
        home.simulator.fail_next(THINGS, **fault)  # type: ignore[arg-type]
        await home.coordinator.async_refresh()
        home.simulator.clear_faults()
        freezer.tick(70)
    assert _state(home) is not None


async def test_other_members(home: Home) -> None:
    """Who is a member follows the list; a push of one that left wakes nobody."""
    await home.set_up()
    home.simulator.change_group(GROUP, LAMP, HEATER)
    await home.coordinator.async_refresh()
    home.simulator.push(COFFEE, {"switch": "on"})
    await home.becomes(COFFEE, "on")
    assert _state(home) == "off"
    home.simulator.push(HEATER, {"switch": "on"})
    await home.becomes(HEATER, "on")
    assert _state(home) == "on"


async def test_member_that_is_deleted(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that is gone is no member any more."""
    await home.set_up()
    home.simulator.push(COFFEE, {"switch": "on"})
    await home.becomes(COFFEE, "on")
    assert _state(home) == "on"
    home.simulator.remove_device(COFFEE)
    await home.coordinator.async_refresh()
    await home.pass_time(freezer, 70, 5)
    assert _state(home) == "off"


async def test_switches_that_become_lamps(home: Home) -> None:
    """The group's entity is of another kind then, and the old one is gone."""
    await home.set_up()
    group = home.simulator.group(GROUP)
    home.simulator.change_group(GROUP, "Reading lamp", "Sofa lamp")
    await home.coordinator.async_refresh()
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert list(_entity_ids(home, group.id)) == ["light"]
    assert _state(home, "light.downstairs") == "on"
    home.simulator.change_group(GROUP, LAMP)
    await home.coordinator.async_refresh()
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert list(_entity_ids(home, group.id)) == ["switch"]
    assert _state(home) == "off"


async def test_members_that_are_not_shown(home: Home) -> None:
    """They are switched all the same; their group shows what the list tells of it."""
    for member in (LAMP, COFFEE):
        home.sim(member).brand = "Other"
    await home.set_up()
    assert _state(home) == "off"
    await home.call("turn_on", DOWNSTAIRS)
    assert home.sim(LAMP).params["switch"] == "on"
    await home.coordinator.async_refresh()
    assert _state(home) == "on"


async def test_member_that_is_not_shown(home: Home) -> None:
    """The members that are shown tell how the group is; all are switched."""
    home.sim(COFFEE).brand = "Other"
    await home.set_up()
    await home.call("turn_on", DOWNSTAIRS)
    await home.becomes(LAMP, "on")
    assert _state(home) == "on"
    assert home.sim(COFFEE).params["switch"] == "on"


async def test_what_home_assistant_lent_is_no_member(home: Home) -> None:
    """It does not count, and a group of nothing else is not shown."""
    for name in ("One", "Two"):
        row = Row(name=name, uiid=20001, params=relay_params("on"))
        home.simulator.add_device(row)
    home.simulator.change_group(GROUP, LAMP, "One")
    lent = home.simulator.add_group("Lent", "One", "Two")
    untyped = home.simulator.add_group("Untyped", "Two")
    untyped.main_device_id = "unknown"
    await home.set_up()
    assert _state(home) == "off"
    assert home.find_device(lent.id) is None
    assert home.find_device(untyped.id) is None


async def test_left_out_home(home: Home) -> None:
    """Groups of homes that are left out are left out."""
    await home.set_up()
    group_id = home.simulator.group(GROUP).id
    await show_homes(home, "Cottage")
    assert home.find_device(group_id) is None
    assert _state(home) is None
    await show_homes(home, "My home", "Cottage")
    assert _state(home) == "off"


async def test_diagnostics(home: Home) -> None:
    """What is told of a group tells no name and no id."""
    await home.set_up()
    told = await async_get_device_diagnostics(home.hass, home.entry, _device(home))
    group = home.simulator.group(GROUP)
    assert (told["uiid"], told["is_light"], len(told["members"])) == (1, False, 2)
    assert told["params"] == ["switch"]
    assert not {group.id, GROUP, *group.device_ids} & set(str(told).split("'"))


async def test_removal_by_the_user(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A group that is listed cannot be removed here."""
    await home.set_up()
    device = _device(home)
    assert not await async_remove_config_entry_device(home.hass, home.entry, device)


async def test_removal_of_the_account(home: Home) -> None:
    """A group goes with its account."""
    await home.set_up()
    group_id = home.simulator.group(GROUP).id
    await remove(home)
    assert home.find_device(group_id) is None


async def test_two_accounts(home: Home) -> None:
    """A group that two accounts list is shown by the first one, until that is gone."""
    neighbour = other(home)
    await home.set_up()
    group = home.simulator.group(GROUP)
    group.apikey = NEIGHBOUR
    family_id = group.place.family_id
    home.simulator.family(family_id).members.add(NEIGHBOUR)
    await neighbour.set_up()
    identifier = (DOMAIN, group.id)
    registry = dr.async_get(home.hass)
    [device] = registry.async_get_devices(identifiers={identifier})
    assert device.config_entry_id == home.entry.entry_id
    await remove(home)
    await neighbour.coordinator.async_refresh()
    [device] = registry.async_get_devices(identifiers={identifier})
    assert device.config_entry_id == neighbour.entry.entry_id


async def test_budget(home: Home) -> None:
    """Groups cost no call of their own."""
    await home.set_up()
    before = home.coordinator.inventory.calls
    home.simulator.groups.clear()
    await home.coordinator.async_refresh()
    assert home.coordinator.inventory.calls == before
