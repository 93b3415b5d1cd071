"""Devices in DIY mode that SonoffLAN has run: heard in the network, and taken over."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import (
    CONF_TAKE_OVER_PLAIN,
    DIY_UNIQUE_ID,
    DOMAIN,
)
from homeassistant.config_entries import (
    SOURCE_IGNORE,
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
)
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from tests.home import until
from tests.take_over.sonofflan import SONOFF

from .plain_house import LAMP, PlainHouse, house

__all__ = ["house"]

pytestmark = [pytest.mark.demo(LAMP), pytest.mark.usefixtures("quick")]


async def _move(house: PlainHouse) -> None:
    await house.start(with_lamp=True)
    await house.heard()
    await house.answer(await house.sign_in())
    await house.hass.async_block_till_done()


async def test_both_move(house: PlainHouse) -> None:
    """What is heard goes to an entry of its own, and is operated there."""
    their_entry = await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    await house.heard()
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["others"], told["devices"]) == ("Plug", "-", "2")
    await house.answer(result)
    await until(lambda: house.is_taken(plug, is_plain=True))

    assert house.is_taken(lamp, is_plain=False)
    assert their_entry.disabled_by is ConfigEntryDisabler.USER
    for entry in (house.entry(is_plain=True), house.entry(is_plain=False)):
        assert entry.state is ConfigEntryState.LOADED
        assert not {"take_over", CONF_TAKE_OVER_PLAIN} & entry.data.keys()
    await house.network.lan.do("clear")
    await house.hass.services.async_call(
        "switch", "turn_on", {"entity_id": plug.entity_id}, blocking=True
    )
    asked = await house.network.lan.requests()
    assert [it["data"] for it in asked if it["path"] == "switch"] == [{"switch": "on"}]


async def test_nothing_but_diy_mode(house: PlainHouse) -> None:
    """It is offered to the account as well, and SonoffLAN is off afterwards."""
    their_entry = await house.start(with_lamp=False)
    plug = house.theirs.entity("switch", house.plug_id)
    await house.heard()
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["entities"], told["staying"]) == (
        "Plug",
        "1",
        "1 (Plug X)",
    )
    await house.answer(result)
    await until(lambda: house.is_taken(plug, is_plain=True))
    assert their_entry.disabled_by is ConfigEntryDisabler.USER


async def test_entry_of_somebody_else(house: PlainHouse) -> None:
    """One with a device that is neither heard nor listed goes on."""
    their_entry = await house.start(with_lamp=False)
    house.theirs.add(their_entry, "10aaaaaaaa", "Far", 1, ("switch", "", ""))
    house.theirs.entities[their_entry.entry_id][:-1] = []
    await house.hass.config_entries.async_reload(their_entry.entry_id)
    await house.heard()
    await house.answer(await house.sign_in())
    assert their_entry.state is ConfigEntryState.LOADED
    assert house.theirs.entity("switch", house.plug_id).device_id is not None


async def test_refused(house: PlainHouse) -> None:
    """SonoffLAN goes on with both."""
    their_entry = await house.start(with_lamp=True)
    await house.heard()
    await house.answer(await house.sign_in(), agrees=False)
    assert their_entry.state is ConfigEntryState.LOADED
    assert house.theirs.entity("switch", house.plug_id)
    assert len(house.hass.config_entries.async_entries(DOMAIN)) == 1


async def test_offer_that_was_dismissed(house: PlainHouse) -> None:
    """An entry that only says so is none."""
    ignored = MockConfigEntry(
        domain=DOMAIN, unique_id=DIY_UNIQUE_ID, source=SOURCE_IGNORE, data={}
    )
    ignored.add_to_hass(house.hass)
    await _move(house)
    assert house.entry(is_plain=True).state is ConfigEntryState.LOADED


async def test_entry_that_is_disabled(house: PlainHouse) -> None:
    """What the user has disabled takes nothing over; the form says so."""
    disabled = MockConfigEntry(
        domain=DOMAIN,
        unique_id=DIY_UNIQUE_ID,
        disabled_by=ConfigEntryDisabler.USER,
        data={},
    )
    disabled.add_to_hass(house.hass)
    await house.start(with_lamp=True)
    await house.heard()
    told = (await house.sign_in())["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["others"]) == ("-", "Plug")


async def _beside(house: PlainHouse, *, with_lamp: bool) -> ConfigEntry:
    """Set up the entry for DIY mode beside SonoffLAN, which shows the plug twice."""
    their_entry = await house.start(with_lamp=with_lamp)
    network = house.network
    network.entry = MockConfigEntry(
        domain=DOMAIN, title="DIY", unique_id=DIY_UNIQUE_ID, data={}
    )
    network.entry.add_to_hass(house.hass)
    await network.set_up()
    await network.appears(house.plug_id)
    return their_entry


async def test_shown_by_its_entry(house: PlainHouse) -> None:
    """What its own entry shows already moves with the account, too."""
    await _beside(house, with_lamp=True)
    plug = house.theirs.entity("switch", house.plug_id)
    await house.answer(await house.sign_in())
    await until(lambda: house.is_taken(plug, is_plain=True))


async def test_in_the_options_of_its_entry(house: PlainHouse) -> None:
    """Without any account it is offered there, both ways."""
    their_entry = await _beside(house, with_lamp=False)
    plug = house.theirs.entity("switch", house.plug_id)
    await _choose(house, "take_over", take_over=True)
    await until(lambda: house.is_taken(plug, is_plain=True))
    assert their_entry.disabled_by is ConfigEntryDisabler.USER
    ids = [(it.domain, it.unique_id) for it in house.entities.entities.values()]
    assert len(ids) == len(set(ids))

    await _choose(house, "give_back", give_back=True)
    assert house.moved(plug).platform == SONOFF
    assert their_entry.state is ConfigEntryState.LOADED


async def _choose(house: PlainHouse, step: str, **typed: bool) -> None:
    options = house.hass.config_entries.options
    entry = house.entry(is_plain=True)
    result = await options.async_init(entry.entry_id)
    assert step in result["menu_options"]
    flow_id = result["flow_id"]
    result = await options.async_configure(flow_id, {"next_step_id": step})
    assert result["type"] is FlowResultType.FORM
    await options.async_configure(flow_id, typed)
    await house.hass.async_block_till_done()


async def test_made_anew_by_them(house: PlainHouse) -> None:
    """What SonoffLAN makes anew once it is enabled again replaces nothing."""
    their_entry = await house.start(with_lamp=True)
    plug = house.theirs.entity("switch", house.plug_id)
    await house.heard()
    await house.answer(await house.sign_in())
    await until(lambda: house.is_taken(plug, is_plain=True))
    device_id = house.moved(plug).device_id
    entries, options = house.hass.config_entries, house.hass.config_entries.options
    house.theirs.entities.clear()
    house.theirs.add(their_entry, house.plug_id, "Plug", None, ("switch", "", ""))
    await entries.async_set_disabled_by(their_entry.entry_id, None)
    await house.hass.async_block_till_done()
    assert house.theirs.entity("switch", house.plug_id)
    for is_plain in (False, True):
        flow_id = (await options.async_init(house.entry(is_plain=is_plain).entry_id))[
            "flow_id"
        ]
        result = await options.async_configure(flow_id, {"next_step_id": "take_over"})
        told = result["description_placeholders"]
        assert told is not None
        assert (told["entities"], told["diy"], told["others"]) == ("0", "-", "-")
    await options.async_configure(flow_id, {"take_over": True})
    await house.hass.async_block_till_done()

    assert their_entry.disabled_by is ConfigEntryDisabler.USER
    assert house.moved(plug).device_id == device_id
    assert house.moved(plug).platform == DOMAIN


async def test_account_without_devices(house: PlainHouse) -> None:
    """It concerns no entry of SonoffLAN that has more than what is in DIY mode."""
    for device in house.simulator.devices.values():
        device.absent = True
    their_entry = await house.start(with_lamp=True)
    await house.heard()
    told = (await house.sign_in())["description_placeholders"]
    assert told is not None
    assert (told["entities"], told["diy"]) == ("0", "-")
    assert their_entry.state is ConfigEntryState.LOADED


async def test_both_go_back(house: PlainHouse) -> None:
    """SonoffLAN runs both or none: nothing is there twice."""
    their_entry = await house.start(with_lamp=True)
    plug, lamp = (
        house.theirs.entity("switch", it) for it in (house.plug_id, house.lamp_id)
    )
    before = set(house.entities.entities)
    await house.heard()
    await house.answer(await house.sign_in())
    await until(lambda: house.is_taken(plug, is_plain=True))
    options = house.hass.config_entries.options
    account = house.entry(is_plain=False)
    result = await options.async_init(account.entry_id)
    flow_id = result["flow_id"]
    await options.async_configure(flow_id, {"next_step_id": "give_back"})
    await options.async_configure(flow_id, {"give_back": True})
    await house.hass.async_block_till_done()

    assert their_entry.state is ConfigEntryState.LOADED
    assert {house.moved(it).platform for it in (plug, lamp)} == {SONOFF}
    theirs = {
        it.entity_id for it in house.entities.entities.values() if it.platform == SONOFF
    }
    assert theirs == before
    for is_plain in (True, False):
        assert house.entry(is_plain=is_plain).state is not ConfigEntryState.LOADED


async def test_shown_by_an_account_meanwhile(house: PlainHouse) -> None:
    """A device that was paired since belongs to the account, and does not go back."""
    their_entry = await _beside(house, with_lamp=False)
    plug = house.theirs.entity("switch", house.plug_id)
    await _choose(house, "take_over", take_over=True)
    await until(lambda: house.is_taken(plug, is_plain=True))
    account = MockConfigEntry(domain=DOMAIN, unique_id="account", data={})
    account.add_to_hass(house.hass)
    registry = dr.async_get(house.hass)
    device_id = house.moved(plug).device_id
    assert device_id is not None
    house.entities.async_update_entity(plug.entity_id, config_entry_id=account.entry_id)
    registry.async_update_device(device_id, new_config_entry_id=account.entry_id)

    await _choose(house, "give_back", give_back=True)
    after = house.moved(plug)
    assert (after.platform, after.device_id) == (DOMAIN, device_id)
    assert their_entry.state is ConfigEntryState.LOADED
