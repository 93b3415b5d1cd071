"""The profile of a hotspot: never stored, and gone with our connection."""

from typing import Final
from uuid import uuid4

from .. import hotspot
from .typed import Settings, Typed

NAME_PREFIX: Final = "ewelink-pairing-"
OPTIONS: Final = {
    "persist": Typed("s", "volatile"),
    "bind-activation": Typed("s", "dbus-client"),
}

_PMF_OFF: Final = 1
# Outside the ranges that devices give out (docs/protocol.md, "The hotspot").
_OWN_ADDRESS: Final = {"address": Typed("s", "10.10.7.200"), "prefix": Typed("u", 24)}
_NO_WAY_OUT: Final = {
    "never-default": Typed("b", value=True),
    "ignore-auto-dns": Typed("b", value=True),
    "may-fail": Typed("b", value=False),
}


def leased(seconds: int) -> dict[str, Typed]:
    """Return how an address is got from the device."""
    method = {"method": Typed("s", "auto"), "dhcp-timeout": Typed("i", seconds)}
    return {**method, **_NO_WAY_OUT}


def chosen() -> dict[str, Typed]:
    """Return how an address is taken where the device gives none."""
    addresses = Typed("aa{sv}", [_OWN_ADDRESS])
    return {"method": Typed("s", "manual"), "address-data": addresses, **_NO_WAY_OUT}


def profile_of(
    interface: str, ssid: str, ipv4: dict[str, Typed], owner: str | None
) -> Settings:
    """Return the profile of a hotspot, for all users or for its owner alone."""
    connection = {
        "id": Typed("s", f"{NAME_PREFIX}{hotspot.device_id_of(ssid)}"),
        "uuid": Typed("s", str(uuid4())),
        "type": Typed("s", "802-11-wireless"),
        "interface-name": Typed("s", interface),
        "autoconnect": Typed("b", value=False),
    }
    if owner is not None:
        connection["permissions"] = Typed("as", [f"user:{owner}:"])
    return {
        "connection": connection,
        "802-11-wireless": {
            "ssid": Typed("ay", ssid.encode()),
            "mode": Typed("s", "infrastructure"),
        },
        "802-11-wireless-security": {
            "key-mgmt": Typed("s", "wpa-psk"),
            "psk": Typed("s", hotspot.PASSWORD),
            "pmf": Typed("i", _PMF_OFF),
        },
        "ipv4": ipv4,
        "ipv6": {"method": Typed("s", "disabled")},
    }
