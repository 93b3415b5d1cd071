"""Tests of the removal of an account, or of one of its devices."""

import logging
from typing import Any

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.ewelink import async_remove_config_entry_device
from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from ..home import Home, signed_in, until
from ..simulator import Simulator

LOGOUT = "DELETE /v2/user/logout"
NOT_ENDED = "The session was not ended"


async def _remove(home: Home) -> None:
    await home.hass.config_entries.async_remove(home.entry.entry_id)


async def test_removal(home: Home) -> None:
    """A removed entry leaves no device behind."""
    await home.set_up()
    await _remove(home)
    await home.hass.async_block_till_done()

    registry = dr.async_get(home.hass)
    assert not dr.async_entries_for_config_entry(registry, home.entry.entry_id)
    await until(lambda: not home.simulator.cloud.hub.sessions)


async def test_removal_ends_the_session(home: Home) -> None:
    """The vendor does not keep a session that nobody uses any more."""
    await home.set_up()
    await _remove(home)

    await until(lambda: not home.simulator.cloud.tokens.live())
    assert home.called(LOGOUT) == 1


async def test_removal_does_not_wait_for_the_vendor(
    home: Home, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """An account is gone at once, and its session is given up after ten seconds."""
    caplog.set_level(logging.DEBUG)
    await home.set_up()
    home.simulator.delay(15, LOGOUT)
    await _remove(home)
    assert not home.hass.config_entries.async_entries(DOMAIN)
    await until(lambda: home.called(LOGOUT))
    await home.pass_time(freezer, 8)
    assert NOT_ENDED not in caplog.text

    await home.pass_time(freezer, 4)
    await until(lambda: NOT_ENDED in caplog.text)
    await home.pass_time(freezer, 5)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 500}, id="HTTP 500"),
        pytest.param({"error": 412}, id="quota"),
        pytest.param({"error": 5}, id="unknown number"),
    ],
)
async def test_removal_where_the_vendor_refuses(
    home: Home, fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """A session that could not be ended is told to nobody but who debugs."""
    caplog.set_level(logging.DEBUG)
    await home.set_up()
    home.simulator.fail_next(LOGOUT, **fault)
    await _remove(home)
    await until(lambda: NOT_ENDED in caplog.text)

    assert not home.hass.config_entries.async_entries(DOMAIN)
    assert not [it for it in caplog.records if it.levelno > logging.WARNING]
    assert not [it for it in caplog.messages if "exception" in it]


async def test_removal_of_an_account_that_was_not_set_up(
    hass: HomeAssistant, simulator: Simulator, aioclient_mock: AiohttpClientMocker
) -> None:
    """The session of a disabled account ends as well."""
    url = "https://as-apia.coolkit.cc/v2/user/logout"
    aioclient_mock.delete(url, exc=aiohttp.ClientError)
    entry = MockConfigEntry(
        domain=DOMAIN,
        data=signed_in(simulator),
        disabled_by=ConfigEntryDisabler.USER,
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert aioclient_mock.call_count == 1


@pytest.mark.parametrize(
    ("device", "channel"),
    [
        pytest.param("Kitchen lamp", None, id="device"),
        pytest.param("Garden relay", None, id="device with channels"),
        pytest.param("Garden relay", 3, id="channel"),
        pytest.param("Front door", None, id="behind a bridge"),
    ],
)
async def test_present_device_stays(
    home: Home, device: str, channel: int | None
) -> None:
    """What the account has cannot be removed."""
    await home.set_up()
    entry = home.device(device, channel)

    assert not await async_remove_config_entry_device(home.hass, home.entry, entry)


async def test_absent_device_may_be_removed(home: Home) -> None:
    """What the account does not have can be removed."""
    await home.set_up()
    entry = dr.async_get(home.hass).async_get_or_create(
        config_entry_id=home.entry.entry_id, identifiers={(DOMAIN, "1001599999")}
    )

    assert await async_remove_config_entry_device(home.hass, home.entry, entry)


async def test_absent_channel_may_be_removed(home: Home) -> None:
    """A channel that the device has no longer can be removed."""
    await home.set_up()
    relay = home.device("Garden relay")
    entry = dr.async_get(home.hass).async_get_or_create_child(
        config_entry_id=home.entry.entry_id,
        identifiers={(DOMAIN, f"{home.sim('Garden relay').device_id}_4")},
        parent_device_id=relay.id,
        name="Channel 5",
    )

    assert await async_remove_config_entry_device(home.hass, home.entry, entry)


async def test_removal_of_a_device_while_not_loaded(home: Home) -> None:
    """Without the list nobody knows what the account has."""
    await home.set_up()
    entry = home.device("Kitchen lamp")
    await home.hass.config_entries.async_unload(home.entry.entry_id)

    assert not await async_remove_config_entry_device(home.hass, home.entry, entry)
