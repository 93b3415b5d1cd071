"""The grammar of device identifiers and unique ids; none of it changes after a release.

A device is `(ewelink, deviceid)`, a channel `(ewelink, deviceid_channel)`, a remote
`(ewelink, deviceid_rfchannel)` with its lowest channel, an account
`(ewelink, account-hash)`; an entity is `deviceid_key` or `deviceid_key_channel`.
"""

import re
from typing import Final

from homeassistant.helpers import device_registry as dr

from .api.param_names import hashed
from .const import DOMAIN
from .devices.device import Device
from .devices.features import Feature

_OF_CHANNEL: Final = re.compile(r"[^_]+_(rf|rf_sensor|alarm)_\d+")
# No deviceid has a hyphen.
_ACCOUNT_PREFIX: Final = "account-"


def unique_id_of(device: Device, feature: Feature) -> str:
    """Return what an entity is known by, however its device is reached."""
    return unique_id(device, feature.identity)


def unique_id(device: Device, identity: str) -> str:
    """Return what an entity is known by that shows a feature of this identity."""
    return f"{device.id}_{identity}"


def is_of_channel(unique_id: str) -> bool:
    """Return whether an entity is known by what a radio bridge has learned."""
    return _OF_CHANNEL.fullmatch(unique_id) is not None


def child_identifier(device_id: str, child: str) -> tuple[str, str]:
    """Return what the device of a channel, or of a remote, is known by."""
    return (DOMAIN, f"{device_id}_{child}")


def account_identifier(apikey: str) -> str:
    """Return what the device of an account itself is known by; tells no secret."""
    return f"{_ACCOUNT_PREFIX}{hashed(apikey)}"


def is_account(identifier: str) -> bool:
    """Return whether an identifier is that of an account, not of a device."""
    return identifier.startswith(_ACCOUNT_PREFIX)


def deviceid_of(entry: dr.AnyDeviceEntry) -> str | None:
    """Return the deviceid that a registered device, or a child of one, belongs to."""
    # Others' identifiers may have more than two parts.
    ours = (it[1] for it in entry.identifiers if it[0] == DOMAIN)
    return next((split_identifier(identifier)[0] for identifier in ours), None)


def child_of(entry: dr.AnyDeviceEntry) -> str | None:
    """Return which part of a device a registered one is, None for a whole device."""
    ours = (it for domain, it in entry.identifiers if domain == DOMAIN)
    return next((split_identifier(it)[1] or None for it in ours), None)


def split_identifier(identifier: str) -> tuple[str, str]:
    """Return the deviceid and the child of an identifier, "" for a whole device."""
    device_id, _, child = identifier.partition("_")
    return device_id, child
