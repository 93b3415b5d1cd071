"""Tests of homes that are left out, and that come back."""

from typing import Any

import attr
from freezegun.api import FrozenDateTimeFactory
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.ewelink.diagnostics import async_get_config_entry_diagnostics
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..home import Home
from ..simulator.factory import Row, relay_params
from ..simulator.model import Place
from .homes import area_id, show_homes

THINGS = "GET /v2/device/thing"
TERRACE = "Café terrace ☀"
PORCH = "Parents' porch"
LAMP = "Kitchen lamp"
RELAY = "Garden relay"


def _lasts(field: attr.Attribute[Any], _value: object) -> bool:
    return field.eq and field.name not in {"created_at", "modified_at"}


def _registered(home: Home) -> dict[str, Any]:
    """Return what the registries tell of the account, without times."""
    devices, entry_id = dr.async_get(home.hass), home.entry.entry_id
    found: list[Any] = [
        *dr.async_entries_for_config_entry(devices, entry_id),
        *dr.async_child_entries_for_config_entry(devices, entry_id),
        *er.async_entries_for_config_entry(er.async_get(home.hass), entry_id),
    ]
    return {it.id: attr.asdict(it, recurse=False, filter=_lasts) for it in found}


async def test_home_that_is_left_out(home: Home) -> None:
    """Its devices leave both registries and the states at once."""
    await home.set_up()
    entity_id, device_id = home.entity_id(TERRACE), home.device(TERRACE).id
    await show_homes(home, "My home", "Parents")

    assert home.hass.states.get(entity_id) is None
    assert er.async_get(home.hass).async_get(entity_id) is None
    assert dr.async_get(home.hass).async_get(device_id) is None
    assert home.state(LAMP) == "off"


async def test_home_that_is_left_out_is_not_read(home: Home) -> None:
    """Only the homes that are shown cost a call."""
    await home.set_up()
    await show_homes(home, "Cottage")
    before = home.called(THINGS)
    await home.coordinator.async_refresh()

    assert home.called(THINGS) == before + 1


async def test_home_that_comes_back(home: Home) -> None:
    """All is as it was: entity ids, areas, names, and whatever a user set."""
    await home.set_up()
    devices, entities = dr.async_get(home.hass), er.async_get(home.hass)
    devices.async_update_device(
        home.device(LAMP).id, name_by_user="Mine", area_id=area_id(home, "Barn")
    )
    devices.async_update_device(home.device("Desk").id, area_id=None)
    devices.async_update_child_device(
        home.device(RELAY, 1).id, name_by_user="Pool", area_id=area_id(home, "Barn")
    )
    entities.async_update_entity(
        home.entity_id(LAMP), name="Light", new_entity_id="switch.mine"
    )
    await home.hass.async_block_till_done()
    before = _registered(home)
    await show_homes(home, "Cottage")
    assert home.find_entity(LAMP) is None
    await show_homes(home, "My home", "Cottage", "Parents")

    assert _registered(home) == before
    assert home.state(LAMP) == "off"


async def test_devices_that_come_back_live_on(home: Home) -> None:
    """They follow pushes and commands as before."""
    await home.set_up()
    await show_homes(home, "My home")
    await show_homes(home, "My home", "Cottage")
    home.simulator.push(TERRACE, {"switch": "off"})
    await home.becomes(TERRACE, "off")
    await home.call("turn_on", home.entity_id(TERRACE))

    assert home.state(TERRACE) == "on"


async def test_home_that_is_added_in_the_app(home: Home) -> None:
    """A new home is shown, whatever was left out before."""
    await home.set_up()
    await show_homes(home, "My home", "Parents")
    cottage = home.simulator.family("Cottage")
    home.simulator.world.families["new"] = type(cottage)(
        id="new", apikey=cottage.apikey, name="Boat", index=5
    )
    home.simulator.add_device(
        Row(name="Bilge pump", uiid=1, params=relay_params()), home="Boat"
    )
    await home.coordinator.async_refresh()
    await home.hass.async_block_till_done(wait_background_tasks=False)

    assert home.state("Bilge pump") == "off"


async def test_device_in_two_homes(home: Home) -> None:
    """A device stays as long as one of its homes is shown."""
    family_id = home.simulator.family("Cottage").id
    _list_twice(home, PORCH, family_id)
    await home.set_up()
    device_id = home.device(PORCH).id
    removed = async_capture_events(home.hass, dr.EVENT_DEVICE_REGISTRY_UPDATED)
    await show_homes(home, "My home", "Parents")
    assert home.state(PORCH) == "on"
    assert device_id not in [it.data["device_id"] for it in removed]

    await show_homes(home, "My home")
    assert home.find_entity(PORCH) is None


async def test_device_in_two_homes_is_registered_once(home: Home) -> None:
    """The first home that lists a device counts: nothing changes to and fro."""
    _list_twice(home, LAMP, home.simulator.family("Cottage").id, name="Elsewhere")
    await home.set_up()
    before = _registered(home)
    await home.coordinator.async_refresh()

    assert _registered(home) == before
    device = home.device(LAMP)
    assert device.name == LAMP


def _list_twice(home: Home, device: str, family_id: str, **changes: Any) -> None:
    """Let another home list a device as well."""
    found = home.sim(device)
    twin = type(found)(
        **{field: getattr(found, field) for field in found.__dataclass_fields__}
    )
    twin.place = Place(
        family_id=family_id, index=home.simulator.world.next_index(family_id, 1)
    )
    twin.apikey = home.simulator.account.apikey
    twin.overrides = {"apikey": found.apikey, **changes}
    home.simulator.devices[f"{found.device_id} twin"] = twin


async def test_pushes_of_homes_left_out_read_no_list(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What reports from a home that is left out is not looked for."""
    await home.set_up()
    await show_homes(home, "Cottage")
    before = home.lists_read
    for _ in range(5):
        home.simulator.push(LAMP, {"rssi": -40})
        home.simulator.set_online(RELAY, False)
        await home.delivered()
        await home.pass_time(freezer, 70, step=10)

    assert home.lists_read == before


async def test_pushes_of_homes_left_out_after_a_restart(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nor is it after the account was loaded anew."""
    await home.set_up()
    await show_homes(home, "Cottage")
    await home.reload()
    before = home.lists_read
    home.simulator.push(LAMP, {"rssi": -40})
    await home.delivered()
    await home.pass_time(freezer, 70, step=10)

    assert home.lists_read == before


async def test_new_device_while_homes_are_left_out(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that reports first in a home that is shown is found soon."""
    await home.set_up()
    await show_homes(home, "My home", "Cottage")
    home.simulator.add_like(LAMP, "New lamp")
    await home.delivered()
    await home.pass_time(freezer, 8)

    await home.becomes("New lamp", "off")


async def test_home_left_out_while_home_assistant_was_off(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What is in the registry yet leaves as anything that is not listed."""
    await home.set_up()
    device_id = home.sim(TERRACE).device_id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    left_out = [home.simulator.family("Cottage").id]
    home.hass.config_entries.async_update_entry(
        home.entry, options={"left_out_homes": left_out}
    )
    await home.set_up()
    await home.pass_time(freezer, 70, step=5)

    assert home.find_device(device_id) is None


async def test_diagnostics_count_homes(home: Home) -> None:
    """A report tells how many homes there are, and not which."""
    await home.set_up()
    await show_homes(home, "My home")
    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)

    assert (dump["homes"], dump["homes_left_out"]) == (3, 2)
    assert home.simulator.family("Cottage").id not in str(dump)
