"""Tests of devices that another account shows."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.const import DOMAIN
from homeassistant.helpers import device_registry as dr

from ..home import Home
from ..simulator.accounts import NEIGHBOUR
from .two_accounts import GATE, PORCH, disable, is_shown_by, other


async def test_pushes_reach_both(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A push is shown once, and makes nobody read a list."""
    neighbour = other(home)
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
    neighbour = other(home)
    left_out = [home.simulator.family("Parents").id]
    home.hass.config_entries.async_update_entry(
        home.entry, options={"left_out_homes": left_out}
    )
    await home.set_up()
    await neighbour.set_up()
    before = home.lists_read
    home.simulator.push(PORCH, {"switch": "off"})
    await neighbour.becomes(PORCH, "off")
    await home.delivered()
    await home.pass_time(freezer, 70, step=10)

    assert home.lists_read == before


async def test_hidden_device_is_up_to_date(home: Home) -> None:
    """What was pushed while a device was hidden counts when it is taken over."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    home.simulator.push(GATE, {"switch": "on"})
    home.simulator.set_online(PORCH, False)
    await neighbour.becomes(GATE, "on")
    await home.delivered()
    await disable(neighbour)

    assert home.state(GATE) == "on"
    assert home.state(PORCH) == "unavailable"


async def test_device_is_hidden_as_it_is(home: Home) -> None:
    """What was known before a device was hidden counts, too."""
    await home.set_up()
    home.simulator.push(GATE, {"switch": "on"})
    await home.becomes(GATE, "on")
    home.simulator.set_online(PORCH, False)
    await home.becomes(PORCH, "unavailable")
    neighbour = other(home)
    await neighbour.set_up()
    await disable(neighbour)

    assert home.state(GATE) == "on"
    assert home.state(PORCH) == "unavailable"


async def test_hidden_device_that_nobody_shows_any_more(home: Home) -> None:
    """A list finds what an entry showed that was disabled while it was not loaded."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await home.hass.config_entries.async_unload(neighbour.entry.entry_id)
    await disable(neighbour)
    assert is_shown_by(neighbour, GATE)
    await home.coordinator.async_refresh()
    await home.hass.async_block_till_done(wait_background_tasks=False)

    assert is_shown_by(home, GATE)
    assert home.state(GATE) == "off"
    assert not home.coordinator.inventory.hidden


async def test_registry_has_the_last_word(home: Home) -> None:
    """A device that was registered for its owner meanwhile is hidden."""
    await home.set_up()
    neighbour, device_id = other(home), home.sim(GATE).device_id
    dr.async_get(home.hass).async_get_or_create(
        config_entry_id=neighbour.entry.entry_id, identifiers={(DOMAIN, device_id)}
    )
    await home.coordinator.async_refresh()

    assert is_shown_by(neighbour, GATE)
    assert device_id not in home.coordinator.data


async def test_hidden_device_that_reports_again(home: Home) -> None:
    """A report tells that a hidden device is online."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    home.simulator.set_online(GATE, False)
    await neighbour.becomes(GATE, "unavailable")
    home.sim(GATE).online = True
    home.simulator.push(GATE, {"switch": "on"})
    await neighbour.becomes(GATE, "on")
    await home.delivered()
    await disable(neighbour)

    assert home.state(GATE) == "on"


async def test_command_by_the_entry_that_shows(home: Home) -> None:
    """A command goes by the account that shows the device just now."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await neighbour.call("turn_on", neighbour.entity_id(GATE))
    await disable(neighbour)
    await home.call("turn_off", home.entity_id(GATE))

    frames = [it.data for it in home.simulator.frames if it.action == "update"]
    assert [it["selfApikey"] for it in frames] == [
        NEIGHBOUR,
        home.simulator.account.apikey,
    ]
    assert {it["apikey"] for it in frames} == {NEIGHBOUR}


async def test_command_is_seen_by_who_takes_over(home: Home) -> None:
    """A command of one account is pushed to the other, which keeps it in mind."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await neighbour.call("turn_on", neighbour.entity_id(GATE))
    await home.delivered()
    await disable(neighbour)

    assert home.state(GATE) == "on"


async def test_hidden_device_that_is_not_shared_any_more(home: Home) -> None:
    """An entry does not take over what it does not list any more."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    home.sim(GATE).shares.clear()
    await home.coordinator.async_refresh()
    await disable(neighbour)

    assert is_shown_by(neighbour, GATE)
    assert not home.coordinator.inventory.hidden.keys() & {home.sim(GATE).device_id}


@pytest.mark.parametrize("of", ["home", "other"])
async def test_removal_by_hand(home: Home, of: str) -> None:
    """A device may be removed by hand from the entry only that does not show it."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    entry = {"home": home, "other": neighbour}[of].entry
    device = neighbour.device(GATE)

    may_go = await async_remove_config_entry_device(home.hass, entry, device)
    assert may_go is (of == "home")
