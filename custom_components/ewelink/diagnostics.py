"""What a user can attach to a report: no secret, nobody's name or address."""

from dataclasses import asdict
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .api.param_names import hashed
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_LEFT_OUT_HOMES,
    CONF_TOKENS,
)
from .coordinator import EwelinkConfigEntry
from .devices.device import Device
from .domain_data import DATA_SHARED
from .entry_data import caller, calls_limit, has_account, left_out_homes
from .identifiers import deviceid_of, is_account
from .redaction import described_params, redacted

_ENTRY_SECRETS: Final = {
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_LEFT_OUT_HOMES,
    CONF_TOKENS,
    "title",
    "unique_id",
}


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: EwelinkConfigEntry
) -> dict[str, Any]:
    """Return the entry and all devices of the account."""
    coordinator = entry.runtime_data
    inventory = coordinator.inventory
    return {
        "entry": {
            **async_redact_data(entry.as_dict(), _ENTRY_SECRETS),
            "options": redacted(entry.options),
        },
        **_describe_account(hass, entry),
        "homes": len(inventory.homes),
        "homes_left_out": len(inventory.homes.keys() & left_out_homes(entry.options)),
        "groups": inventory.groups,
        "listed": inventory.listed and asdict(inventory.listed),
        "shown_by_others": len(inventory.hidden),
        "devices": [_describe(device) for device in coordinator.data.values()],
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: EwelinkConfigEntry, device_entry: dr.AnyDeviceEntry
) -> dict[str, Any]:
    """Return one device, or the one that a channel belongs to, or the account."""
    deviceid = deviceid_of(device_entry) or ""
    if is_account(deviceid):
        return _describe_account(hass, entry)
    device = entry.runtime_data.data.get(deviceid)
    return {} if device is None else _describe(device)


def _describe_account(hass: HomeAssistant, entry: EwelinkConfigEntry) -> dict[str, Any]:
    coordinator = entry.runtime_data
    return {
        "is_reachable": coordinator.is_reachable,
        "is_sign_in_refused": coordinator.is_sign_in_refused,
        **(_describe_calls(hass, entry) if has_account(entry.data) else {}),
        "statistics": asdict(coordinator.link.health),
    }


def _describe_calls(hass: HomeAssistant, entry: EwelinkConfigEntry) -> dict[str, Any]:
    return {
        "calls_this_month": hass.data[DATA_SHARED].calls.of(*caller(entry.data)),
        "calls_limit": calls_limit(entry.data),
    }


def _describe(device: Device) -> dict[str, Any]:
    thing = device.thing
    return {
        "id": hashed(device.id),
        "parent": device.parent_id and hashed(device.parent_id),
        "uiid": thing.uiid,
        **({} if thing.lan_type is None else {"lan_type": thing.lan_type}),
        "type": device.type.name,
        "brand": thing.brand,
        "model": thing.product_model or thing.model,
        "firmware": thing.firmware,
        "item_type": thing.item_type,
        "online": device.online,
        "features": [feature.identity for feature in device.features],
        "params": described_params(device),
    }
