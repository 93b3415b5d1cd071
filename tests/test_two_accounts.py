"""Tests of devices that two accounts see: each is shown once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)

from .home import Home, until
from .simulator.accounts import EUROPEAN, NEIGHBOUR
from .simulator.model import Place

FAMILY = "GET /v2/family"
GATE = "Neighbour's gate"
LAMP = "Kitchen lamp"
RELAY = "Garden relay"
BRIDGE = "Zigbee bridge"

type Act = Callable[[Home], Awaitable[None]]


def _other(home: Home, apikey: str = NEIGHBOUR) -> Home:
    """Add the entry of another account."""
    account = home.simulator.world.account(apikey)
    assert account is not None
    return Home(home.hass, home.simulator, account)


def _share(home: Home, device: str, *apikeys: str) -> None:
    """Share a device of the owner's with others."""
    world = home.simulator.world
    for apikey in apikeys:
        account = world.account(apikey)
        assert account is not None
        family_id = account.current_family
        place = Place(family_id=family_id, index=world.next_index(family_id, 1))
        home.sim(device).shares[apikey] = place


def _lend(home: Home) -> None:
    """Let the neighbour into the owner's home."""
    home.simulator.family("My home").members.add(NEIGHBOUR)


def _holders(home: Home, device: str) -> list[str]:
    """Return the entries that a device is one of in the registry."""
    identifier = (DOMAIN, home.sim(device).device_id)
    found = dr.async_get(home.hass).async_get_devices(identifiers={identifier})
    return [it.config_entry_id for it in found]


def _is_shown_by(home: Home, device: str) -> bool:
    """Return whether an entry, and no other, shows a device."""
    return _holders(home, device) == [home.entry.entry_id]


def _entity(home: Home, device: str, feature: str = "switch") -> er.RegistryEntry:
    entry = er.async_get(home.hass).async_get(home.entity_id(device, feature))
    assert entry is not None
    return entry


def _customize(home: Home, device: str, channel: int | None = None) -> dict[str, Any]:
    """Set all that a user can set, and return it."""
    area = ar.async_get(home.hass).async_get_or_create("Barn").id
    registry, entry = dr.async_get(home.hass), home.device(device, channel)
    changes: dict[str, Any] = {"area_id": area, "name_by_user": "Mine"}
    if channel is None:
        registry.async_update_device(entry.id, labels={"label"}, **changes)
    else:
        registry.async_update_child_device(entry.id, labels={"label"}, **changes)
    feature = "switch" if channel is None else f"switch_{channel}"
    er.async_get(home.hass).async_update_entity(
        home.entity_id(device, feature),
        name="My switch",
        icon="mdi:gate",
        new_entity_id="switch.mine",
    )
    return _customized(home, device, channel)


def _customized(home: Home, device: str, channel: int | None = None) -> dict[str, Any]:
    """Return what a user set."""
    entry = home.device(device, channel)
    feature = "switch" if channel is None else f"switch_{channel}"
    entity = _entity(home, device, feature)
    return {
        "device": entry.id if channel is None else None,
        "area": entry.area_id,
        "labels": entry.labels,
        "name_by_user": entry.name_by_user,
        "entity": entity.id,
        "entity_id": entity.entity_id,
        "name": entity.name,
        "icon": entity.icon,
    }


async def _remove(home: Home) -> None:
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()


async def _disable(home: Home) -> None:
    await home.hass.config_entries.async_set_disabled_by(
        home.entry.entry_id, ConfigEntryDisabler.USER
    )
    await home.hass.async_block_till_done()


async def _enable(home: Home) -> None:
    await home.hass.config_entries.async_set_disabled_by(home.entry.entry_id, None)
    await home.later_pages()


GOING = pytest.mark.parametrize(
    "go", [pytest.param(_remove, id="removed"), pytest.param(_disable, id="disabled")]
)


async def test_owner_shows_the_device(home: Home) -> None:
    """A device that somebody shares is its owner's, where both have an entry."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()

    assert _is_shown_by(neighbour, GATE)
    assert home.find_entity(GATE) is None
    assert neighbour.state(GATE) == "off"


async def test_device_of_a_shared_home(home: Home) -> None:
    """So it is for the devices of a home that somebody shares."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()

    assert _is_shown_by(neighbour, "Parents' porch")


async def test_other_devices_stay(home: Home) -> None:
    """What the other account does not see has nothing to do with it."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()

    assert _is_shown_by(home, LAMP)
    assert home.state(LAMP) == "off"


@pytest.mark.parametrize("names", [("home", "other"), ("other", "home")])
async def test_setup_at_the_same_time(home: Home, names: tuple[str, str]) -> None:
    """It does not matter which list is read first."""
    neighbour = _other(home)
    entries = {"home": home.entry, "other": neighbour.entry}
    manager = home.hass.config_entries
    await asyncio.gather(*(manager.async_setup(entries[it].entry_id) for it in names))
    await home.later_pages()
    await neighbour.later_pages()

    assert _is_shown_by(neighbour, GATE)
    assert neighbour.state(GATE) == "off"


async def test_first_entry_shows_what_neither_owns(home: Home) -> None:
    """Of two accounts that a device is shared with, the first one shows it."""
    _share(home, LAMP, NEIGHBOUR, EUROPEAN)
    await _remove(home)
    first, second = _other(home), _other(home, EUROPEAN)
    await second.set_up()
    assert _is_shown_by(second, LAMP)

    await first.set_up()
    assert _is_shown_by(first, LAMP)


async def test_device_that_the_first_entry_does_not_see(home: Home) -> None:
    """An account shows what no other sees, whatever the order."""
    _share(home, LAMP, EUROPEAN)
    await _remove(home)
    first, second = _other(home), _other(home, EUROPEAN)
    await first.set_up()
    await second.set_up()

    assert _is_shown_by(second, LAMP)


async def test_owner_is_added_later(home: Home) -> None:
    """The device moves to its owner's entry with all that the user set."""
    await home.set_up()
    before = _customize(home, GATE)
    neighbour = _other(home)
    await neighbour.set_up()

    assert _is_shown_by(neighbour, GATE)
    assert _customized(neighbour, GATE) == before
    assert neighbour.state(GATE) == "off"


@GOING
async def test_owner_goes(home: Home, go: Act) -> None:
    """The other entry takes the device over at once, and asks the cloud for nothing."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    before, lists_read = _customize(neighbour, GATE), home.lists_read
    await go(neighbour)

    assert _is_shown_by(home, GATE)
    assert _customized(home, GATE) == before
    assert home.state(GATE) == "off"
    assert home.lists_read == lists_read


async def test_owner_comes_back(home: Home) -> None:
    """A device that was taken over returns to its owner's entry."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    await _disable(neighbour)
    before = _customize(home, GATE)
    await _enable(neighbour)

    assert _is_shown_by(neighbour, GATE)
    assert _customized(neighbour, GATE) == before
    assert neighbour.state(GATE) == "off"


async def test_channels_move_too(home: Home) -> None:
    """What a user set for a channel is there after every move, its device is anew."""
    neighbour = _other(home)
    _share(home, RELAY, NEIGHBOUR)
    await neighbour.set_up()
    await home.set_up()
    before, device_id = _customize(home, RELAY, 1), home.device(RELAY).id
    await _disable(home)
    assert _customized(neighbour, RELAY, 1) == before
    assert neighbour.device(RELAY).id == device_id

    await _enable(home)
    assert _customized(home, RELAY, 1) == before
    assert home.state(RELAY, "switch_1") == "on"


@GOING
async def test_last_choice_for_a_channel_counts(home: Home, go: Act) -> None:
    """An entry forgets what it remembers of the time when it showed a channel."""
    neighbour = _other(home)
    _share(home, RELAY, NEIGHBOUR)
    await neighbour.set_up()
    registry = dr.async_get(neighbour.hass)
    registry.async_update_child_device(
        neighbour.device(RELAY, 1).id,
        name_by_user="Old",
        disabled_by=dr.DeviceEntryDisabler.USER,
    )
    await home.set_up()
    child = home.device(RELAY, 1)
    assert child.name_by_user == "Old"
    assert child.disabled_by is dr.DeviceEntryDisabler.USER

    registry.async_update_child_device(child.id, name_by_user="New", disabled_by=None)
    await go(home)
    child = neighbour.device(RELAY, 1)
    assert child.name_by_user == "New"
    assert child.disabled_by is None


async def test_disabled_device_stays_disabled(home: Home) -> None:
    """A device that the user disabled is so wherever it moves, with its channels."""
    neighbour = _other(home)
    _share(home, RELAY, NEIGHBOUR)
    await neighbour.set_up()
    dr.async_get(home.hass).async_update_device(
        neighbour.device(RELAY).id, disabled_by=dr.DeviceEntryDisabler.USER
    )
    await home.set_up()

    assert home.device(RELAY).disabled_by is dr.DeviceEntryDisabler.USER
    assert home.device(RELAY, 1).disabled_by is dr.DeviceEntryDisabler.DEVICE
    assert home.hass.states.get(home.entity_id(RELAY, "switch_1")) is None


@GOING
async def test_children_follow_their_bridge(home: Home, go: Act) -> None:
    """A bridge moves with all that is behind it."""
    neighbour = _other(home)
    _lend(home)
    await neighbour.set_up()
    await home.set_up()
    assert _is_shown_by(home, BRIDGE)
    assert _is_shown_by(home, "Front door")

    await go(home)
    child = neighbour.device("Front door")
    assert isinstance(child, dr.DeviceEntry)
    assert child.via_device_id == neighbour.device(BRIDGE).id
    assert neighbour.state("Front door", "door") == "off"
    neighbour.simulator.set_online(BRIDGE, False)
    await neighbour.becomes("Front door", "unavailable", "door")


async def test_two_devices_with_one_mac(home: Home) -> None:
    """A device can move to an entry that knows its address of another device."""
    neighbour = _other(home)
    home.sim(LAMP).mac = home.sim(GATE).mac
    await neighbour.set_up()
    await home.set_up()
    await _disable(neighbour)

    assert _is_shown_by(home, GATE)
    assert _is_shown_by(home, LAMP)


@pytest.mark.parametrize("of", ["home", "other"])
async def test_reload(home: Home, of: str) -> None:
    """A reload of either entry moves nothing."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    device_id = neighbour.device(GATE).id
    reloaded = {"home": home, "other": neighbour}[of]
    await reloaded.reload()
    await reloaded.later_pages()

    assert _is_shown_by(neighbour, GATE)
    assert neighbour.device(GATE).id == device_id
    assert neighbour.state(GATE) == "off"


async def test_owner_that_cannot_be_reached(home: Home) -> None:
    """A device stays with an entry that will be back, whoever lists it meanwhile."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    home.simulator.fail_next(FAMILY, status=500)
    await neighbour.reload()
    assert neighbour.entry.state is ConfigEntryState.SETUP_RETRY
    await home.reload()
    await home.later_pages()

    assert _is_shown_by(neighbour, GATE)
    assert neighbour.state(GATE) == "unavailable"


async def test_new_owner_that_cannot_be_reached(home: Home) -> None:
    """A device is not taken by an entry that has never listed it."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=500)
    neighbour = _other(home)
    await neighbour.set_up()
    assert neighbour.entry.state is ConfigEntryState.SETUP_RETRY

    assert _is_shown_by(home, GATE)
    assert home.state(GATE) == "off"


async def test_owner_that_is_disabled_at_start(home: Home) -> None:
    """A disabled entry shows nothing, though its devices are registered."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    device_id = neighbour.device(GATE).id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await _disable(neighbour)
    assert _is_shown_by(neighbour, GATE)
    await home.set_up()

    assert _is_shown_by(home, GATE)
    assert home.device(GATE).id == device_id
    assert home.state(GATE) == "off"


async def test_device_that_both_registered(home: Home) -> None:
    """What an older version registered for both entries is left with one."""
    neighbour = _other(home)
    identifiers = {(DOMAIN, home.sim(GATE).device_id)}
    for entry in (home.entry, neighbour.entry):
        dr.async_get(home.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers=identifiers
        )
    await home.set_up()
    assert _is_shown_by(neighbour, GATE)
    await neighbour.set_up()
    assert neighbour.state(GATE) == "off"


async def test_device_that_both_registered_owner_first(home: Home) -> None:
    """So it is when the owner's entry is the first that is set up."""
    neighbour = _other(home)
    identifiers = {(DOMAIN, home.sim(GATE).device_id)}
    for entry in (home.entry, neighbour.entry):
        dr.async_get(home.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers=identifiers
        )
    await neighbour.set_up()

    assert _is_shown_by(neighbour, GATE)


async def test_pushes_reach_both(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A push is shown once, and makes nobody read a list."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    before = home.lists_read
    for state in ("on", "off", "on"):
        home.simulator.push(GATE, {"switch": state})
        await neighbour.becomes(GATE, state)
        await home.delivered()
        await home.pass_time(freezer, 70, step=10)

    assert home.lists_read == before


async def test_device_that_is_left_out_here_and_shown_there(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody looks for a device that another entry shows."""
    neighbour = _other(home)
    left_out = [home.simulator.family("Parents").id]
    home.hass.config_entries.async_update_entry(
        home.entry, options={"left_out_homes": left_out}
    )
    await home.set_up()
    await neighbour.set_up()
    before = home.lists_read
    home.simulator.push("Parents' porch", {"switch": "off"})
    await neighbour.becomes("Parents' porch", "off")
    await home.delivered()
    await home.pass_time(freezer, 70, step=10)

    assert home.lists_read == before


async def test_hidden_device_is_up_to_date(home: Home) -> None:
    """What was pushed while a device was hidden counts when it is taken over."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    home.simulator.push(GATE, {"switch": "on"})
    home.simulator.set_online("Parents' porch", False)
    await neighbour.becomes(GATE, "on")
    await home.delivered()
    await _disable(neighbour)

    assert home.state(GATE) == "on"
    assert home.state("Parents' porch") == "unavailable"


async def test_hidden_device_that_reports_again(home: Home) -> None:
    """A report tells that a hidden device is online."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    home.simulator.set_online(GATE, False)
    await neighbour.becomes(GATE, "unavailable")
    home.sim(GATE).online = True
    home.simulator.push(GATE, {"switch": "on"})
    await neighbour.becomes(GATE, "on")
    await home.delivered()
    await _disable(neighbour)

    assert home.state(GATE) == "on"


async def test_command_by_the_entry_that_shows(home: Home) -> None:
    """A command goes by the account that shows the device just now."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    await neighbour.call("turn_on", neighbour.entity_id(GATE))
    await _disable(neighbour)
    await home.call("turn_off", home.entity_id(GATE))

    frames = [it.data for it in home.simulator.frames if it.action == "update"]
    assert [it["selfApikey"] for it in frames] == [
        NEIGHBOUR,
        home.simulator.account.apikey,
    ]
    assert {it["apikey"] for it in frames} == {NEIGHBOUR}


async def test_command_is_seen_by_who_takes_over(home: Home) -> None:
    """A command of one account is pushed to the other, which keeps it in mind."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    await neighbour.call("turn_on", neighbour.entity_id(GATE))
    await home.delivered()
    await _disable(neighbour)

    assert home.state(GATE) == "on"


async def test_device_that_the_owner_does_not_list_any_more(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that is lost to one account is shown by the other that sees it."""
    _share(home, LAMP, NEIGHBOUR, EUROPEAN)
    await _remove(home)
    first, second = _other(home), _other(home, EUROPEAN)
    await first.set_up()
    await second.set_up()
    before = _customize(first, LAMP)
    del home.sim(LAMP).shares[NEIGHBOUR]
    await first.coordinator.async_refresh()
    await first.pass_time(freezer, 70, step=5)

    await until(lambda: _is_shown_by(second, LAMP))
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _customized(second, LAMP) == before
    assert second.state(LAMP) == "off"


async def test_hidden_device_that_is_not_shared_any_more(home: Home) -> None:
    """An entry does not take over what it does not list any more."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    home.sim(GATE).shares.clear()
    await home.coordinator.async_refresh()
    await _disable(neighbour)

    assert _is_shown_by(neighbour, GATE)
    assert not home.coordinator.inventory.hidden.keys() & {home.sim(GATE).device_id}


async def test_home_that_the_owner_leaves_out(home: Home) -> None:
    """A device that its owner's entry does not list is shown by the other."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    before = _customize(neighbour, GATE)
    left_out = [home.simulator.family("Next door").id]
    home.hass.config_entries.async_update_entry(
        neighbour.entry, options={"left_out_homes": left_out}
    )
    await neighbour.reload()

    assert _is_shown_by(home, GATE)
    assert _customized(home, GATE) == before
    assert home.state(GATE) == "off"


@pytest.mark.parametrize("of", ["home", "other"])
async def test_removal_by_hand(home: Home, of: str) -> None:
    """A device may be removed by hand from the entry only that does not show it."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    entry = {"home": home, "other": neighbour}[of].entry
    device = neighbour.device(GATE)

    may_go = await async_remove_config_entry_device(home.hass, entry, device)
    assert may_go is (of == "home")


async def test_what_was_taken_over_leaves_with_its_account(home: Home) -> None:
    """Devices that nobody else sees go with the entry."""
    neighbour = _other(home)
    await home.set_up()
    await neighbour.set_up()
    await _remove(home)

    assert _holders(home, LAMP) == []
    assert _is_shown_by(neighbour, GATE)
