"""Tests of devices in DIY mode that SonoffLAN has run."""

import pytest

from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.const import DIY_UNIQUE_ID, DOMAIN
from custom_components.ewelink.take_over import offer
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er

from .house import STAYING, House

PLUG = "1000abcdef"


@pytest.fixture
async def plain_house(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Return a house in which a plug in DIY mode is heard."""
    thing = Thing(
        deviceid=PLUG,
        name=PLUG,
        apikey="",
        uiid=None,
        online=True,
        params={"switch": "on"},
        lan_type="diy_plug",
    )
    monkeypatch.setattr(offer, "heard_things", lambda _lan: (thing,))
    house.theirs.add(house.their_entry, PLUG, "Plug", 1, ("switch", "", ""))
    await house.hass.config_entries.async_reload(house.their_entry.entry_id)
    return house


async def test_moves_to_an_entry_of_its_own(plain_house: House) -> None:
    """It is made, and both are there before the flow ends."""
    house = plain_house
    switch = house.theirs.entity("switch", PLUG)
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert (told["diy"], told["others"]) == ("Plug", "-")
    result = await house.answer(result)
    await house.hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry = house.hass.config_entries.async_entry_for_domain_unique_id(
        DOMAIN, DIY_UNIQUE_ID
    )
    assert entry is not None
    assert entry.state is ConfigEntryState.LOADED
    moved = er.async_get(house.hass).async_get(switch.id)
    assert moved is not None
    assert (moved.entity_id, moved.platform) == (switch.entity_id, DOMAIN)
    assert (moved.unique_id, moved.config_entry_id) == (
        f"{PLUG}_switch",
        entry.entry_id,
    )
    assert house.their_entry.disabled_by is ConfigEntryDisabler.USER
    assert house.all_theirs().keys() == STAYING


async def test_refused(plain_house: House) -> None:
    """Then there is no such entry, and SonoffLAN goes on."""
    house = plain_house
    await house.answer(await house.sign_in(), take_over=False)

    assert house.their_entry.state is ConfigEntryState.LOADED
    assert house.theirs.entity("switch", PLUG)
    assert len(house.hass.config_entries.async_entries(DOMAIN)) == 1
