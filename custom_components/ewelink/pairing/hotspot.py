"""What is known of a device's hotspot (docs/protocol.md, "The hotspot")."""

import re
from typing import Final

PASSWORD: Final = "12345678"  # noqa: S105 - the vendor's, the same for all devices
ADDRESS: Final = "10.10.7.1"
# Of the second generation, which answers encrypted; a router may have it, too.
OTHER_ADDRESS: Final = "192.168.1.1"
PORT: Final = 80

_PREFIX: Final = "ITEAD-"
_DEVICE_ID: Final = re.compile(r"[0-9a-f]{10}")


def is_hotspot(ssid: str) -> bool:
    """Return whether a network is the hotspot of a device in pairing mode."""
    return ssid.startswith(_PREFIX) and len(ssid) > len(_PREFIX)


def device_id_of(ssid: str) -> str:
    """Return what the name of a hotspot tells of its device's id."""
    return ssid.removeprefix(_PREFIX).lower()


def is_device_id(text: str) -> bool:
    """Return whether a text in lower case is the id of a device."""
    return _DEVICE_ID.fullmatch(text) is not None
