"""Tests of what a user can attach to a report."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.filters import props

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from custom_components.ewelink.identifiers import account_identifier
from homeassistant.components.diagnostics import REDACTED
from homeassistant.helpers import device_registry as dr

from .home import Home, until

_CHANGING = props("entry_id", "changed_at", "created_at", "modified_at")


async def _of_device(home: Home, device: str, channel: int | None) -> dict[str, Any]:
    entry = home.device(device, channel)
    return await async_get_device_diagnostics(home.hass, home.entry, entry)


async def test_entry(home: Home, snapshot: SnapshotAssertion) -> None:
    """The entry, all devices, and how the account stands."""
    await home.set_up()
    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)

    assert dump == snapshot(exclude=_CHANGING)


@pytest.mark.parametrize(
    ("device", "channel"),
    [
        pytest.param("Kitchen lamp", None, id="device"),
        pytest.param("Garden relay", None, id="device with channels"),
        pytest.param("Garden relay", 1, id="channel"),
        pytest.param("Front door", None, id="behind a bridge"),
        pytest.param("Mystery box", None, id="unknown uiid"),
    ],
)
async def test_device(
    home: Home, device: str, channel: int | None, snapshot: SnapshotAssertion
) -> None:
    """One device, for which a channel stands as well."""
    await home.set_up()

    assert await _of_device(home, device, channel) == snapshot


async def test_account(home: Home) -> None:
    """The device of the account itself tells how the account stands."""
    await home.set_up()
    identifier = (DOMAIN, account_identifier(home.simulator.account.apikey))
    entry = dr.async_get(home.hass).async_get_device_by_identifier(
        identifier, home.entry.entry_id
    )
    assert entry is not None
    dump = await async_get_device_diagnostics(home.hass, home.entry, entry)

    assert dump["calls_this_month"] == len(home.simulator.calls)
    assert dump["statistics"]["is_up"] is True


async def test_statistics(home: Home) -> None:
    """What went wrong is counted."""
    await home.set_up()
    home.simulator.drop_sockets()
    await until(lambda: home.coordinator.link.health.reconnects)
    home.simulator.fail_next("GET /v2/family", status=500)
    await home.coordinator.async_refresh()

    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)
    statistics = dump["statistics"]
    assert statistics["reconnects"] == 1
    assert statistics["last_error"]["kind"] == "connection error"
    assert statistics["last_error"]["code"] == 500


async def test_options(home: Home) -> None:
    """Options are told, but not which homes they name."""
    await home.set_up()
    options = {"confirmed": True, "homes": ["5f5e1f7a2b"], "area": "My street 1"}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)

    assert dump["entry"]["options"] == {
        "area": REDACTED,
        "confirmed": True,
        "homes": [REDACTED],
        "local_control": {
            "way": "auto",
            "devices": 0,
            "addresses": 0,
            "keep_offline": True,
        },
    }


async def test_device_that_is_not_listed(home: Home) -> None:
    """A device that has left has nothing to tell."""
    await home.set_up()
    entry = home.device("Kitchen lamp")
    home.coordinator.data.pop(home.sim("Kitchen lamp").device_id)

    assert not await async_get_device_diagnostics(home.hass, home.entry, entry)


async def test_while_the_account_is_away(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The report tells that the connection is lost."""
    await home.set_up()
    await home.stop_cloud(freezer)
    await home.pass_time(freezer, 35)

    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert dump["is_reachable"] is False
