"""Tests of SonoffLAN that does not do as it should, and of sessions that end."""

from collections.abc import Iterable
from unittest.mock import patch

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.const import CONF_TAKE_OVER, DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.take_over import carry_out
from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from tests import flow
from tests.home import Home
from tests.simulator import Simulator

from .house import STAYING, House
from .sonofflan import SONOFF


async def test_does_not_unload(house: House) -> None:
    """Home Assistant removes the entities of what is disabled in any case."""
    entries = house.hass.config_entries
    unload = entries.async_unload_platforms

    async def _refuse(entry: ConfigEntry, platforms: Iterable[Platform | str]) -> bool:
        return entry.domain != SONOFF and await unload(entry, platforms)

    with patch.object(entries, "async_unload_platforms", _refuse):
        await house.answer(await house.sign_in())
        await house.settled()

    assert house.their_entry.state is ConfigEntryState.FAILED_UNLOAD
    assert house.all_theirs().keys() == STAYING


async def test_is_still_in_use(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves before it is off; the move goes on later by itself."""
    before = house.all_theirs()
    with monkeypatch.context() as patched:
        patched.setattr(carry_out, "_is_loaded", lambda _hass, _entry_id: True)
        await house.answer(await house.sign_in())
    assert house.our_entry.state is ConfigEntryState.SETUP_RETRY
    assert house.our_entry.error_reason_translation_key == "sonofflan_not_unloaded"
    assert house.all_theirs().keys() == before.keys()
    assert not house.all_ours()
    assert house.our_entry.data[CONF_TAKE_OVER] == [house.their_entry.entry_id]

    await house.hass.config_entries.async_reload(house.our_entry.entry_id)
    await house.settled()
    assert house.all_theirs().keys() == STAYING


async def test_without_its_files(
    hass_at_simulator: HomeAssistant, simulator: Simulator, quick: None
) -> None:
    """A user may have removed the folder before: the registries suffice."""
    hass = hass_at_simulator
    theirs = MockConfigEntry(domain="sonoff", unique_id="them", title="them")
    theirs.add_to_hass(hass)
    device_id = simulator.device("Kitchen lamp").device_id
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=theirs.entry_id, identifiers={("sonoff", device_id)}
    )
    switch = er.async_get(hass).async_get_or_create(
        "switch",
        "sonoff",
        device_id,
        config_entry=theirs,
        device_id=device.id,
        suggested_object_id="sonoff_lamp",
    )
    result = await flow.add(hass, flow.typed_in(simulator))
    await flow.submit(hass, result, {"take_over": True})

    moved = er.async_get(hass).async_get(switch.id)
    assert moved is not None
    assert (moved.entity_id, moved.platform) == ("switch.sonoff_lamp", DOMAIN)
    assert theirs.disabled_by is ConfigEntryDisabler.USER


async def test_wish_outlives_a_new_sign_in(home: Home) -> None:
    """What could not be carried out yet is not forgotten over a reauth."""
    entry = home.entry
    data = {**entry.data, CONF_TAKE_OVER: ["entry"]}
    home.hass.config_entries.async_update_entry(entry, data=data)
    fresh = {key: it for key, it in data.items() if key != CONF_TAKE_OVER}
    keepers = home.hass.data[DATA_SHARED].account_tokens

    assert keepers.async_replace(entry, fresh)[CONF_TAKE_OVER] == ["entry"]


async def test_another_account_shows_it(house: House) -> None:
    """What one of our entries shows already is not taken from it."""
    first = MockConfigEntry(domain=DOMAIN, unique_id="first", data={"apikey": "first"})
    first.add_to_hass(house.hass)
    shown = dr.async_get(house.hass).async_get_or_create(
        config_entry_id=first.entry_id,
        identifiers={(DOMAIN, house.id("Kitchen lamp"))},
    )
    result = await house.sign_in()
    told = result["description_placeholders"]
    assert told is not None
    assert told["devices"] == "5"
    await house.answer(result)

    assert house.their("Kitchen lamp", "switch").device_id is not None
    assert dr.async_get(house.hass).async_get(shown.id) is not None
