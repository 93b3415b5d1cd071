"""Tests of what Home Assistant shows of an account itself."""

import json
from pathlib import Path

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.identifiers import account_identifier
from homeassistant.const import EntityCategory
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .guards.sources import PACKAGE
from .home import Home

LANGUAGES = sorted((PACKAGE / "translations").glob("*.json"))


async def test_device(home: Home) -> None:
    """It has a maker and a model, as every device has."""
    await home.set_up()
    identifier = (DOMAIN, account_identifier(home.simulator.account.apikey))
    device = dr.async_get(home.hass).async_get_device_by_identifier(
        identifier, home.entry.entry_id
    )

    assert device is not None
    assert (device.manufacturer, device.model) == ("eWeLink", "Cloud account")
    assert device.name == "eWeLink account"


async def test_calls_have_a_unit(home: Home) -> None:
    """The number of calls is a number of calls."""
    await home.set_up()
    unique_id = f"{account_identifier(home.simulator.account.apikey)}_calls"
    registry = er.async_get(home.hass)
    entity_id = registry.async_get_entity_id("sensor", DOMAIN, unique_id)
    assert entity_id is not None
    state = home.hass.states.get(entity_id)

    assert state is not None
    assert state.attributes["unit_of_measurement"] == "calls"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda it: it.stem)
def test_unit_in_each_language(language: Path) -> None:
    """Every language has its word for them."""
    texts = json.loads(language.read_text())

    assert texts["entity"]["sensor"]["calls"]["unit_of_measurement"]


async def test_connection_is_enabled(home: Home) -> None:
    """Why a device is not available is shown at first, beside what it does."""
    await home.set_up()
    entity_id = home.entity_id("Kitchen lamp", "connection")
    entry = er.async_get(home.hass).async_get(entity_id)

    assert entry is not None
    assert entry.disabled_by is None
    assert entry.entity_category is EntityCategory.DIAGNOSTIC


async def test_connection_that_a_user_disabled(home: Home) -> None:
    """It is never switched again by us."""
    await home.set_up()
    entity_id = home.entity_id("Kitchen lamp", "connection")
    registry = er.async_get(home.hass)
    registry.async_update_entity(entity_id, disabled_by=er.RegistryEntryDisabler.USER)
    await home.reload()

    entry = registry.async_get(entity_id)
    assert entry is not None
    assert entry.disabled_by is er.RegistryEntryDisabler.USER
