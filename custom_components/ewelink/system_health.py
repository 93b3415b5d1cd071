"""How the accounts stand, on the page of Home Assistant's own health."""

import asyncio
from typing import Any

from homeassistant.components import system_health
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_REGION
from homeassistant.core import HomeAssistant, callback

from .api.health import Health
from .const import DOMAIN
from .coordinator import EwelinkConfigEntry
from .domain_data import DATA_SHARED
from .entry_data import caller, calls_limit, has_account

_NOT_LOADED = "not loaded"


@callback
def async_register(
    hass: HomeAssistant, register: system_health.SystemHealthRegistration
) -> None:
    """Register what is shown."""
    register.async_register_info(async_info)


async def async_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return a line for each question; several accounts keep their order in all.

    What is asked of the cloud is asked where there are accounts.
    """
    entries: list[EwelinkConfigEntry] = hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    if not entries:
        return {}
    devices = {
        "devices": ", ".join(map(_devices, entries)),
        "local_devices": ", ".join(map(_local_devices, entries)),
    }
    accounts = [it for it in entries if has_account(it.data)]
    if not accounts:
        return devices
    return {
        "can_reach_cloud": _reach(hass, [it.data[CONF_REGION] for it in accounts]),
        "region": ", ".join(it.data[CONF_REGION] for it in accounts),
        "socket": ", ".join(map(_connection, accounts)),
        **devices,
        "last_error": ", ".join(map(_last_error, accounts)),
        "calls": ", ".join(_calls(hass, it) for it in accounts),
    }


async def _reach(hass: HomeAssistant, regions: list[str]) -> str | dict[str, str]:
    """Return whether the cloud answers, asking once for each region."""
    cloud = hass.data[DATA_SHARED].cloud
    each = list(dict.fromkeys(regions))
    answers = await asyncio.gather(
        *(
            system_health.async_check_can_reach_url(hass, cloud.api_url(region))
            for region in each
        )
    )
    if len(each) == 1:
        return answers[0]
    found = {
        region: answer if isinstance(answer, str) else answer["error"]
        for region, answer in zip(each, answers, strict=True)
    }
    return ", ".join(found[region] for region in regions)


def _health(entry: EwelinkConfigEntry) -> Health | None:
    if entry.state is not ConfigEntryState.LOADED:
        return None
    return entry.runtime_data.link.health


def _connection(entry: EwelinkConfigEntry) -> str:
    health = _health(entry)
    if health is None or health.changed_at is None:
        return _NOT_LOADED
    since = health.changed_at.isoformat(timespec="seconds")
    return f"{'connected' if health.is_up else 'disconnected'} since {since}"


def _devices(entry: EwelinkConfigEntry) -> str:
    if entry.state is not ConfigEntryState.LOADED:
        return _NOT_LOADED
    devices = entry.runtime_data.data.values()
    online = sum(map(entry.runtime_data.is_available, devices))
    return f"{online} of {len(devices)} online"


def _local_devices(entry: EwelinkConfigEntry) -> str:
    """Return by which way how many devices are reached just now."""
    if entry.state is not ConfigEntryState.LOADED:
        return _NOT_LOADED
    coordinator = entry.runtime_data
    there = list(filter(coordinator.is_available, coordinator.data.values()))
    local = sum(coordinator.link.is_local(it.id) for it in there)
    return f"{local} local and {len(there) - local} by the cloud"


def _last_error(entry: EwelinkConfigEntry) -> str:
    if (health := _health(entry)) is None:
        return _NOT_LOADED
    if (error := health.last_error) is None:
        return "none"
    number = "" if error.code is None else f" {error.code}"
    return f"{error.kind}{number} at {error.at.isoformat(timespec='seconds')}"


def _calls(hass: HomeAssistant, entry: EwelinkConfigEntry) -> str:
    calls = hass.data[DATA_SHARED].calls.of(*caller(entry.data))
    limit = calls_limit(entry.data)
    return str(calls) if limit is None else f"{calls} of {limit}"
