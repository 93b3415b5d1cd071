"""What a user can attach to a report: no secret, nobody's name or address."""

from dataclasses import asdict
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .api.param_names import hashed, shown_name
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_LEFT_OUT_HOMES,
    CONF_LOCAL_CONTROL,
    CONF_STORE_KEY,
    CONF_TAKE_OVER_PLAIN,
    CONF_TOKENS,
)
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.groups import DeviceGroup
from .domain_data import DATA_SHARED
from .entry_data import (
    caller,
    calls_limit,
    has_account,
    left_out_homes,
    local_control,
)
from .identifiers import deviceid_of, is_account
from .redaction import described_params, redacted

_ENTRY_SECRETS: Final = {
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_LEFT_OUT_HOMES,
    CONF_STORE_KEY,
    CONF_TAKE_OVER_PLAIN,
    CONF_TOKENS,
    "discovery_keys",
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
            "options": _describe_options(entry),
        },
        **_describe_account(hass, entry),
        "homes": len(inventory.homes),
        "homes_left_out": len(inventory.homes.keys() & left_out_homes(entry.options)),
        "groups": inventory.groups,
        "listed": inventory.listed and asdict(inventory.listed),
        "shown_by_others": len(inventory.hidden),
        "local_records_dropped": hass.data[DATA_SHARED].local_network.lan.dropped,
        "devices": [_describe(coordinator, it) for it in coordinator.data.values()],
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: EwelinkConfigEntry, device_entry: dr.AnyDeviceEntry
) -> dict[str, Any]:
    """Return one device, or that of a channel, or a group, or the account."""
    deviceid = deviceid_of(device_entry) or ""
    if is_account(deviceid):
        return _describe_account(hass, entry)
    coordinator = entry.runtime_data
    if (group := coordinator.inventory.shown.groups.get(deviceid)) is not None:
        return _describe_group(group)
    device = coordinator.data.get(deviceid)
    return {} if device is None else _describe(coordinator, device)


def _describe_options(entry: EwelinkConfigEntry) -> dict[str, Any]:
    """Return the options; of devices with choices of their own only how many."""
    others = {key: it for key, it in entry.options.items() if key != CONF_LOCAL_CONTROL}
    chosen = local_control(entry.options)
    return {
        **redacted(others),
        CONF_LOCAL_CONTROL: {
            "way": chosen.way.value,
            "devices": len(chosen.devices),
            "addresses": len(chosen.addresses),
            "keep_offline": chosen.keep_offline,
        },
    }


def _describe_account(hass: HomeAssistant, entry: EwelinkConfigEntry) -> dict[str, Any]:
    coordinator = entry.runtime_data
    return {
        "is_reachable": coordinator.is_reachable,
        "is_sign_in_refused": coordinator.standing.is_sign_in_refused,
        **(_describe_calls(hass, entry) if has_account(entry.data) else {}),
        "firmware": _describe_firmware(coordinator),
        "statistics": asdict(coordinator.link.health),
    }


def _describe_firmware(coordinator: EwelinkCoordinator) -> dict[str, Any]:
    """Return whether this APPID may ask for firmware, and how much is offered."""
    known = coordinator.firmware.known
    return {
        "is_answered": known.is_answered,
        "is_refused": known.is_refused,
        "offers": len(known.offers),
    }


def _describe_calls(hass: HomeAssistant, entry: EwelinkConfigEntry) -> dict[str, Any]:
    return {
        "calls_this_month": hass.data[DATA_SHARED].calls.of(*caller(entry.data)),
        "calls_limit": calls_limit(entry.data),
    }


def _describe(coordinator: EwelinkCoordinator, device: Device) -> dict[str, Any]:
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
        "local": _describe_local(coordinator, device),
        "features": [feature.identity for feature in device.features],
        "params": described_params(device),
    }


def _describe_group(group: DeviceGroup) -> dict[str, Any]:
    lamps = group.lamps
    return {
        "id": hashed(group.id),
        "uiid": group.group.uiid,
        "is_light": lamps is not None,
        "color_modes": [] if lamps is None else sorted(lamps.color_modes),
        "members": [hashed(member.id) for member in group.members],
        "params": sorted(map(shown_name, group.group.params)),
    }


def _describe_local(coordinator: EwelinkCoordinator, device: Device) -> dict[str, Any]:
    """Return how a device stands in the local network; no key, and no address."""
    chosen = local_control(coordinator.config_entry.options)
    way = {
        "way": chosen.way_to(device).value,
        "has_typed_address": device.id in chosen.addresses,
    }
    if (state := coordinator.link.local_state(device.id)) is None:
        return way
    # Anybody can announce anything as a type.
    silent_for = None if state.silent_for is None else round(state.silent_for)
    described = {**asdict(state), "silent_for": silent_for}
    return {**way, **described, "type": shown_name(state.type)}
