"""What a user can attach to a report: no secret, nobody's name or address."""

from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
import re
from typing import Any, Final

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .account import left_out_homes
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_LEFT_OUT_HOMES,
    CONF_TOKENS,
    DOMAIN,
)
from .coordinator import EwelinkConfigEntry
from .devices.device import Device
from .registry import split_identifier

_ENTRY_SECRETS: Final = {
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_LEFT_OUT_HOMES,
    CONF_TOKENS,
    "title",
    "unique_id",
}
# Numbers that tell where somebody lives or how to reach them.
_PRIVATE: Final = frozenset(
    {"geo", "ip", "lat", "latitude", "lng", "lon", "longitude", "pin"}
)
# Secrets and identities, which are numbers too at times.
_PRIVATE_PART: Final = re.compile(
    r"iccid|imei|imsi|\wkey|mac|pass|phone|pwd|secret|ssid|token|(?<!ui)id$|sn$",
    re.IGNORECASE,
)
_PLAIN_WORDS: Final = frozenset({"on", "off", "stay", "open", "close", "pause"})


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: EwelinkConfigEntry
) -> dict[str, Any]:
    """Return the entry and all devices of the account."""
    coordinator = entry.runtime_data
    inventory = coordinator.inventory
    return {
        "entry": async_redact_data(entry.as_dict(), _ENTRY_SECRETS),
        "is_reachable": coordinator.is_reachable,
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
    """Return one device, or the one that a channel belongs to."""
    devices = entry.runtime_data.data
    for domain, identifier in device_entry.identifiers:
        device = devices.get(split_identifier(identifier)[0])
        if domain == DOMAIN and device is not None:
            return _describe(device)
    return {}


def _describe(device: Device) -> dict[str, Any]:
    thing = device.thing
    known = {param for feature in device.type.features for param in feature.reads}
    return {
        "id": _hashed(device.id),
        "parent": device.parent_id and _hashed(device.parent_id),
        "uiid": thing.uiid,
        "type": device.type.name,
        "brand": thing.brand,
        "model": thing.product_model or thing.model,
        "firmware": thing.firmware,
        "item_type": thing.item_type,
        "online": device.online,
        "features": [feature.identity for feature in device.features],
        "params": _redact(device.params, known),
    }


def _hashed(device_id: str) -> str:
    return sha256(device_id.encode()).hexdigest()[:12]


def _redact(value: object, known: Iterable[str], *names: str) -> object:
    """Return a value of params without texts that nothing here is known to read."""
    if isinstance(value, dict):
        return {key: _redact(value[key], known, *names, key) for key in value}
    if isinstance(value, list):
        return [_redact(member, known, *names) for member in value]
    if value is None or isinstance(value, bool):
        return value
    is_known = names[0] in known
    if any(map(_is_private, names[1:] if is_known else names)):
        return REDACTED
    # Not so digits in a text: a Wi-Fi password can be a number, too.
    is_plain = not isinstance(value, str) or value in _PLAIN_WORDS
    return value if is_known or is_plain else REDACTED


def _is_private(name: str) -> bool:
    return name in _PRIVATE or _PRIVATE_PART.search(name) is not None
