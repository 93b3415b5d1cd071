"""Tests of what a user can attach to a report."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.filters import props

from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)

from .home import Home

_CHANGING = props("entry_id", "created_at", "modified_at")


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


async def test_device_that_is_not_listed(home: Home) -> None:
    """A device that has left has nothing to tell."""
    await home.set_up()
    entry = home.device("Kitchen lamp")
    home.coordinator.data.pop(home.sim("Kitchen lamp").device_id)

    assert not await async_get_device_diagnostics(home.hass, home.entry, entry)


async def test_while_the_account_is_away(home: Home) -> None:
    """The report tells that the connection is lost."""
    await home.set_up()
    home.coordinator._reachability.is_reachable = False

    dump = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert dump["is_reachable"] is False
