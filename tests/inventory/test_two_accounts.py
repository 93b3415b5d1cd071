"""Tests of devices that two accounts see: each is shown once."""

import asyncio

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import device_registry as dr

from ..home import Home
from ..simulator.accounts import EUROPEAN, NEIGHBOUR
from .two_accounts import (
    GATE,
    LAMP,
    PORCH,
    disable,
    is_shown_by,
    other,
    remove,
    share,
)

FAMILY = "GET /v2/family"


async def test_owner_shows_the_device(home: Home) -> None:
    """A device that somebody shares is its owner's, where both have an entry."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()

    assert is_shown_by(neighbour, GATE)
    assert home.find_entity(GATE) is None
    assert neighbour.state(GATE) == "off"


async def test_device_of_a_shared_home(home: Home) -> None:
    """So it is for the devices of a home that somebody shares."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()

    assert is_shown_by(neighbour, PORCH)


async def test_other_devices_stay(home: Home) -> None:
    """What the other account does not see has nothing to do with it."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()

    assert is_shown_by(home, LAMP)
    assert home.state(LAMP) == "off"


@pytest.mark.parametrize("names", [("home", "other"), ("other", "home")])
async def test_setup_at_the_same_time(home: Home, names: tuple[str, str]) -> None:
    """It does not matter which list is read first."""
    neighbour = other(home)
    entries = {"home": home.entry, "other": neighbour.entry}
    manager = home.hass.config_entries
    await asyncio.gather(*(manager.async_setup(entries[it].entry_id) for it in names))
    await home.later_pages()
    await neighbour.later_pages()

    assert is_shown_by(neighbour, GATE)
    assert neighbour.state(GATE) == "off"


async def test_first_entry_shows_what_neither_owns(home: Home) -> None:
    """Of two accounts that a device is shared with, the first one shows it."""
    share(home, LAMP, NEIGHBOUR, EUROPEAN)
    await remove(home)
    first, second = other(home), other(home, EUROPEAN)
    await second.set_up()
    assert is_shown_by(second, LAMP)

    await first.set_up()
    assert is_shown_by(first, LAMP)


async def test_device_that_the_first_entry_does_not_see(home: Home) -> None:
    """An account shows what no other sees, whatever the order."""
    share(home, LAMP, EUROPEAN)
    await remove(home)
    first, second = other(home), other(home, EUROPEAN)
    await first.set_up()
    await second.set_up()

    assert is_shown_by(second, LAMP)


@pytest.mark.parametrize("of", ["home", "other"])
async def test_reload(home: Home, of: str) -> None:
    """A reload of either entry moves nothing."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    device_id = neighbour.device(GATE).id
    reloaded = {"home": home, "other": neighbour}[of]
    await reloaded.reload()
    await reloaded.later_pages()

    assert is_shown_by(neighbour, GATE)
    assert neighbour.device(GATE).id == device_id
    assert neighbour.state(GATE) == "off"


async def test_owner_that_cannot_be_reached(home: Home) -> None:
    """A device stays with an entry that will be back, whoever lists it meanwhile."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    home.simulator.fail_next(FAMILY, status=500)
    await neighbour.reload()
    assert neighbour.coordinator.inventory.listed is None
    await home.reload()

    assert is_shown_by(neighbour, GATE)
    assert neighbour.state(GATE) == "off"


async def test_new_owner_that_cannot_be_reached(home: Home) -> None:
    """A device is not taken by an entry that has never listed it."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=500)
    neighbour = other(home)
    await neighbour.set_up()
    assert neighbour.entry.state is ConfigEntryState.SETUP_RETRY

    assert is_shown_by(home, GATE)
    assert home.state(GATE) == "off"


async def test_owner_that_is_disabled_at_start(home: Home) -> None:
    """A disabled entry shows nothing, though its devices are registered."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    device_id = neighbour.device(GATE).id
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await disable(neighbour)
    assert is_shown_by(neighbour, GATE)
    await home.set_up()

    assert is_shown_by(home, GATE)
    assert home.device(GATE).id == device_id
    assert home.state(GATE) == "off"


async def test_device_that_both_registered(home: Home) -> None:
    """What an older version registered for both entries is left with one."""
    neighbour = other(home)
    identifiers = {(DOMAIN, home.sim(GATE).device_id)}
    for entry in (home.entry, neighbour.entry):
        dr.async_get(home.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers=identifiers
        )
    await home.set_up()
    assert is_shown_by(neighbour, GATE)
    await neighbour.set_up()
    assert neighbour.state(GATE) == "off"


async def test_device_that_both_registered_owner_first(home: Home) -> None:
    """So it is when the owner's entry is the first that is set up."""
    neighbour = other(home)
    identifiers = {(DOMAIN, home.sim(GATE).device_id)}
    for entry in (home.entry, neighbour.entry):
        dr.async_get(home.hass).async_get_or_create(
            config_entry_id=entry.entry_id, identifiers=identifiers
        )
    await neighbour.set_up()

    assert is_shown_by(neighbour, GATE)
