"""Tests of what is shown among Home Assistant's own health."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.ewelink.const import DOMAIN
from homeassistant.setup import async_setup_component

from .home import Home
from .simulator import Simulator
from .simulator.accounts import EUROPEAN
from .test_secrets import found, secrets

NOON = "2026-10-04T12:00:00+00:00"


@pytest.fixture(autouse=True)
async def _system_health(home: Home, freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to(NOON)
    assert await async_setup_component(home.hass, "system_health", {})


async def _info(home: Home) -> dict[str, Any]:
    info = await get_system_health_info(home.hass, DOMAIN)
    return {
        key: await value if asyncio.iscoroutine(value) else value
        for key, value in info.items()
    }


async def test_account(home: Home) -> None:
    """All that one asks when something is wrong."""
    await home.set_up()
    count = len(home.simulator.calls)

    total = len(home.coordinator.data)
    assert await _info(home) == {
        "can_reach_cloud": "ok",
        "region": "as",
        "socket": f"connected since {NOON}",
        "devices": f"{total - 1} of {total} online",
        "local_devices": f"0 local and {total - 1} by the cloud",
        "last_error": "none",
        "calls": str(count),
    }


async def test_limit(home: Home) -> None:
    """Where the quota is known the calls are held against it."""
    data = {**home.entry.data, "auth_implementation": DOMAIN}
    home.hass.config_entries.async_update_entry(home.entry, data=data)
    await home.set_up()

    count = len(home.simulator.calls)
    assert (await _info(home))["calls"] == f"{count} of 50000"


async def test_cloud_away(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It is told since when, and what was the last that went wrong."""
    await home.set_up()
    freezer.tick(60)
    await home.stop_cloud(freezer)
    await home.pass_time(freezer, 40)
    info = await _info(home)

    assert info["can_reach_cloud"] == {"type": "failed", "error": "unreachable"}
    assert info["socket"].startswith("disconnected since 2026-10-04T12:01:")
    assert info["devices"].startswith("0 of ")
    assert info["last_error"].startswith("connection error at 2026-10-04T12:01:")


async def test_last_error(home: Home) -> None:
    """The vendor's number is told with the error."""
    await home.set_up()
    home.simulator.fail_next("GET /v2/family", error=412)
    await home.coordinator.async_refresh()

    assert (await _info(home))["last_error"] == f"quota error 412 at {NOON}"


async def test_several_accounts(home: Home, simulator: Simulator) -> None:
    """Each line tells of the accounts in the same order."""
    other = Home(home.hass, simulator, simulator.world.account(EUROPEAN))
    await home.set_up()
    await other.set_up()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    info = await _info(home)

    assert info["region"] == "as, eu"
    assert info["can_reach_cloud"] == "ok, ok"
    assert info["socket"] == f"not loaded, connected since {NOON}"
    assert info["devices"].startswith("not loaded, ")
    assert info["last_error"] == "not loaded, none"
    assert info["calls"].count(", ") == 1


async def test_several_accounts_away(
    home: Home, simulator: Simulator, freezer: FrozenDateTimeFactory
) -> None:
    """Of each account it is told whether its cloud is reached."""
    Home(home.hass, simulator, simulator.world.account(EUROPEAN))
    await home.set_up()
    await home.stop_cloud(freezer)

    assert (await _info(home))["can_reach_cloud"] == "unreachable, unreachable"


async def test_no_account(home: Home) -> None:
    """Without an account there is nothing to tell."""
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=True)

    assert await _info(home) == {}


async def test_no_secret(home: Home) -> None:
    """Nothing tells who the user is."""
    await home.set_up()
    home.simulator.kill_tokens()
    await home.coordinator.async_refresh()
    text = str(await _info(home))

    account = home.simulator.account
    private = {account.apikey, account.app_id, *secrets(home.simulator)}
    assert found(private, text) == []
